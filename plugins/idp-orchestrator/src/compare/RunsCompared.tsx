import { useMemo } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import SwapIcon from '@mui/icons-material/SwapHoriz';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { Panel } from '../notice/Panel';
import { runRouteRef } from '../routes';
import { shownStateOf } from '../state/shownState';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { RelativeTime } from '../time/RelativeTime';
import { EnvironmentName } from '../services/environment/EnvironmentName';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { compareRuns } from './compareRuns';
import { InputTable } from './InputTable';
import { StepsTable } from './StepsTable';

interface RunsComparedProps {
  a: Run;
  b: Run;
  onSwap: () => void;
}

/** What two runs have in common, and where they went apart. */
export function RunsCompared({ a, b, onSwap }: RunsComparedProps) {
  const t = useText();
  const comparison = useMemo(() => compareRuns(a, b), [a, b]);
  return (
    <Stack spacing={2}>
      <Panel
        title={t('compare.runs')}
        action={
          <Button size="small" startIcon={<SwapIcon />} onClick={onSwap}>
            {t('compare.swap')}
          </Button>
        }
      >
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          }}
        >
          <RunFacts name={t('compare.first')} run={a} />
          <RunFacts name={t('compare.second')} run={b} />
        </Box>
      </Panel>
      {a.flowId !== b.flowId && (
        <Alert severity="info">{t('compare.otherFlows')}</Alert>
      )}
      <Panel title={t('compare.steps')}>
        {!comparison.firstOther && (
          <Box sx={{ mb: 1 }}>{t('compare.together')}</Box>
        )}
        <StepsTable a={a} b={b} comparison={comparison} />
      </Panel>
      <Panel title={t('compare.input')}>
        {comparison.input.length > 0 ? (
          <InputTable values={comparison.input} />
        ) : (
          t('compare.sameInput')
        )}
      </Panel>
    </Stack>
  );
}

function RunFacts({ name, run }: { name: string; run: Run }) {
  const runLink = usePluginLink(runRouteRef);
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Box sx={{ typography: 'overline', color: 'text.secondary' }}>{name}</Box>
      <div>
        <Link to={runLink({ runId: run.id })}>{titleOfRun(run)}</Link>
      </div>
      <StateLabel status={shownStateOf(run)} />
      <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
        <EnvironmentName name={run.environment} /> ·{' '}
        <InitiatorName initiator={run.initiator} /> ·{' '}
        <RelativeTime at={run.createdAt} /> ·{' '}
        <Elapsed from={run.startedAt} to={run.finishedAt} />
      </Box>
    </Box>
  );
}
