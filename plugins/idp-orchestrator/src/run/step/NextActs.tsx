import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useRunAgainLink } from '../../flows/useRunAgainLink';
import { useText } from '../../translation';

/** What this failure meant for the run, and what can be done now. */
export function NextActs({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const runAgain = useRunAgainLink();
  return (
    <Stack spacing={1}>
      <Typography variant="subtitle2" component="h3">
        {t('next.title')}
      </Typography>
      <Typography variant="body2">{t(`next.${step.onFailure}`)}</Typography>
      <Stack direction="row" spacing={1}>
        <Button
          size="small"
          variant="outlined"
          component={Link}
          to={runAgain(run)}
        >
          {t('next.runAgain')}
        </Button>
      </Stack>
    </Stack>
  );
}
