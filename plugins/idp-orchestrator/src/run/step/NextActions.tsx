import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useText } from '../../translation';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { useRunActions } from '../actions/RunActionsProvider';
import { RunAgainButton } from '../header/RunAgainButton';

/** What this failure meant for the run, and what can be done now. */
export function NextActions({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const { allowed, ask } = useRunActions();
  const canRetry =
    isOver(run.status) && !run.dryRun && step.parent === undefined;
  return (
    <Stack spacing={1}>
      <Typography variant="body2">{t(`next.${step.onFailure}`)}</Typography>
      <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap">
        {canRetry && (
          <ReasonedButton
            variant="contained"
            whyNot={allowed.whyNot('retry')}
            disabled={allowed.loading}
            onClick={() => ask({ action: 'retry', step })}
          >
            {t('next.retry')}
          </ReasonedButton>
        )}
        <RunAgainButton run={run} text={t('next.rerun')} />
      </Stack>
    </Stack>
  );
}
