import Stack from '@mui/material/Stack';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { ApprovalFacts } from '../actions/ApprovalFacts';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { useRunActions } from '../actions/RunActionsProvider';

/** A step that waits for people: what it asks, of whom, and the answers that there are. */
export function AskingPanel({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const { allowed, ask } = useRunActions();
  return (
    <Stack spacing={1}>
      <ApprovalFacts run={run} step={step} />
      <Stack direction="row" spacing={1}>
        <ReasonedButton
          variant="contained"
          whyNot={allowed.whyNot('approve')}
          disabled={allowed.loading}
          aria-label={t('acts.approve.step', { step: step.title })}
          onClick={() => ask({ action: 'approve', step })}
        >
          {t('acts.approve.button')}
        </ReasonedButton>
        <ReasonedButton
          destructive
          whyNot={allowed.whyNot('reject')}
          disabled={allowed.loading}
          aria-label={t('acts.reject.step', { step: step.title })}
          onClick={() => ask({ action: 'reject', step })}
        >
          {t('acts.reject.button')}
        </ReasonedButton>
      </Stack>
    </Stack>
  );
}
