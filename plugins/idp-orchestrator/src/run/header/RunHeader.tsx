import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { PageEnvironment } from '../../services/environment/PageEnvironment';
import { isOver } from '../../state/isOver';
import { RiskChip } from '../../state/RiskChip';
import { StateLabel } from '../../state/StateLabel';
import { useText } from '../../translation';
import { ActionButtons } from '../actions/ActionButtons';
import type { FeedConnection } from '../feed/RunFeed';
import { CancelButton } from './CancelButton';
import { ConnectionChip } from './ConnectionChip';
import { RunAgainButton } from './RunAgainButton';
import { RunFacts } from './RunFacts';

interface RunHeaderProps {
  run: Run;
  connection: FeedConnection;
}

/** What runs, how it stands, and what can be done about it. */
export function RunHeader({ run, connection }: RunHeaderProps) {
  const t = useText();
  const summary = isOver(run.status) && readSummary(run.output);
  return (
    <Box component="section" aria-label={t('run.label')} sx={{ mb: 2 }}>
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        spacing={1.5}
        sx={{ alignItems: { sm: 'center' }, mb: 1.5 }}
      >
        <Stack
          direction="row"
          spacing={1.5}
          useFlexGap
          flexWrap="wrap"
          sx={{ flexGrow: 1, alignItems: 'center', minWidth: 0 }}
        >
          <Typography
            variant="h5"
            component="h2"
            sx={{ m: 0, overflowWrap: 'anywhere' }}
          >
            {run.flowTitle}
          </Typography>
          <Box sx={{ typography: 'body1', display: 'flex' }}>
            <StateLabel status={run.status} />
          </Box>
          <PageEnvironment name={run.environment} />
          {run.risk && <RiskChip risk={run.risk} />}
          {run.dryRun && (
            <Chip
              size="small"
              variant="outlined"
              label={t('dryRun.chip')}
              sx={{ m: 0 }}
            />
          )}
          <ConnectionChip connection={connection} />
        </Stack>
        <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap">
          <ActionButtons run={run} />
          <CancelButton run={run} />
          <RunAgainButton run={run} text={t('next.runAgainShort')} />
        </Stack>
      </Stack>
      <RunFacts run={run} />
      {summary && (
        <Typography variant="body2" sx={{ mt: 1.5 }}>
          {summary}
        </Typography>
      )}
    </Box>
  );
}

/** The one sentence that a flow may have for its end. */
function readSummary(output: unknown): string | undefined {
  const { summary } = (output ?? {}) as { summary?: unknown };
  return typeof summary === 'string' ? summary : undefined;
}
