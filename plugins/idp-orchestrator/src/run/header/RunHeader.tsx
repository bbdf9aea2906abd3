import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { PageEnvironment } from '../../services/environment/PageEnvironment';
import { isOver } from '../../state/isOver';
import { RiskChip } from '../../state/RiskChip';
import { shownStateOf } from '../../state/shownState';
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
  /** The id of the step that is told of below, with its buttons. */
  told?: string;
}

/** What runs, how it stands, and what can be done about it. */
export function RunHeader({ run, connection, told }: RunHeaderProps) {
  const t = useText();
  const summary = isOver(run.status) && readSummary(run);
  return (
    <Box component="section" aria-label={t('run.label')} sx={{ mb: 1.5 }}>
      <Stack
        direction={{ xs: 'column', md: 'row' }}
        spacing={1}
        sx={{ alignItems: { md: 'center' }, mb: 0.75 }}
      >
        <Stack
          direction="row"
          useFlexGap
          flexWrap="wrap"
          sx={{
            columnGap: 1.5,
            rowGap: 0.5,
            flexGrow: 1,
            alignItems: 'center',
          }}
        >
          <Typography
            variant="h5"
            component="h2"
            sx={{ m: 0, overflowWrap: 'anywhere' }}
          >
            {titleOfRun(run)}
          </Typography>
          <Box sx={{ typography: 'body1', display: 'flex' }}>
            <StateLabel status={shownStateOf(run)} />
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
          <ActionButtons run={run} told={told} />
          <CancelButton run={run} />
          <RunAgainButton run={run} text={t('next.runAgainShort')} />
        </Stack>
      </Stack>
      <RunFacts run={run} />
      {summary && (
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          {summary}
        </Typography>
      )}
    </Box>
  );
}

/** The sentence that the backend has for the end of any run: all of it stands above already. */
const USUAL_END = / after [\d\w .]+ \(steps: [\d\w ,]*\)\.$/;

/** The one sentence that a flow may have for its end. */
function readSummary(run: Run): string | undefined {
  const { summary } = (run.output ?? {}) as { summary?: unknown };
  if (typeof summary !== 'string') return undefined;
  const isUsual =
    summary.includes(`${titleOfRun(run)} in ${run.environment} `) &&
    USUAL_END.test(summary);
  return isUsual ? undefined : summary;
}
