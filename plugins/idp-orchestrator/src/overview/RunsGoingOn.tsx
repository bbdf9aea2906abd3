import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  titleOfRun,
  type PlatformHealth,
  type RunSummary,
  type StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../notice/Panel';
import { WhenLoaded } from '../notice/WhenLoaded';
import { InitiatorName } from '../people/InitiatorName';
import { runRouteRef, runsRouteRef } from '../routes';
import { isOver } from '../state/isOver';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { useText } from '../translation';
import { listWaits } from './listWaits';
import { useRunsGoingOn } from './useRunsGoingOn';
import { WaitList } from './WaitList';

/** What runs now and how far it is, and what waits for whom. */
export function RunsGoingOn({ heard }: { heard?: PlatformHealth }) {
  const t = useText();
  const runsLink = useRouteRef(runsRouteRef);
  const loaded = useRunsGoingOn(heard);
  const waits = loaded.state === 'ready' ? listWaits(loaded.value.items) : [];
  return (
    <>
      {waits.length > 0 && (
        <Panel title={t('overview.waits')}>
          <WaitList waits={waits} />
        </Panel>
      )}
      <Panel
        title={t('overview.runs')}
        action={<Link to={runsLink()}>{t('overview.allRuns')}</Link>}
      >
        <WhenLoaded loaded={loaded}>
          {({ items }) =>
            items.length === 0 ? (
              <Box sx={{ color: 'text.secondary' }}>{t('overview.noRuns')}</Box>
            ) : (
              <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
                {items.map(run => (
                  <RunLine key={run.id} run={run} />
                ))}
              </Box>
            )
          }
        </WhenLoaded>
      </Panel>
    </>
  );
}

function RunLine({ run }: { run: RunSummary }) {
  const t = useText();
  const runLink = useRouteRef(runRouteRef);
  const { done, total } = countSteps(run.stepCounts);
  const steps = t('overview.steps', {
    done: String(done),
    total: String(total),
  });
  return (
    <Box component="li" sx={{ py: 1, overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
        <Link to={runLink({ runId: run.id })}>{titleOfRun(run)}</Link>
        <StateLabel status={run.status} />
      </Box>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : (100 * done) / total}
        aria-label={t('overview.progressOf', { run: titleOfRun(run) })}
        aria-valuetext={steps}
        sx={{ my: 0.5, borderRadius: 1 }}
      />
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
        {steps} · {run.environment} ·{' '}
        <InitiatorName initiator={run.initiator} /> ·{' '}
        <Elapsed from={run.startedAt} />
      </Box>
    </Box>
  );
}

function countSteps(counts: RunSummary['stepCounts']) {
  let done = 0;
  let total = 0;
  const entries = Object.entries(counts) as Array<[StepStatus, number]>;
  for (const [status, count] of entries) {
    total += count;
    if (isOver(status)) done += count;
  }
  return { done, total };
}
