import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type RunPage,
  type RunSummary,
  type StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Loaded } from '../../api/useLoaded';
import { Panel } from '../../notice/Panel';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { InitiatorName } from '../../people/InitiatorName';
import { runRouteRef, runsRouteRef } from '../../routes';
import { isOver } from '../../state/isOver';
import { StateLabel } from '../../state/StateLabel';
import { Elapsed } from '../../time/Elapsed';
import { RelativeTime } from '../../time/RelativeTime';

import { LINK_TARGET } from '../../linkTarget';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { useTellWait } from '../../windows/useTellWait';
import { isForPeople, listWaits } from './listWaits';

interface RunningRunsProps {
  runs: Loaded<RunPage> & { reload: () => void };
}

/** What runs now, how far it is, and what it waits for. */
export function RunningRuns({ runs }: RunningRunsProps) {
  const t = useText();
  const runsLink = usePluginLink(runsRouteRef);
  return (
    <Panel
      title={t('overview.runs')}
      action={<Link to={runsLink()}>{t('overview.allRuns')}</Link>}
    >
      <WhenLoaded loaded={runs}>
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
  );
}

function RunLine({ run }: { run: RunSummary }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const { done, total } = countSteps(run.stepCounts);
  const title = titleOfRun(run);
  const steps = t('overview.steps', {
    done: String(done),
    total: String(total),
  });
  const step = run.currentSteps?.find(({ status }) => status === 'running');
  return (
    <Box component="li" sx={{ py: 1, overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
        <Box sx={{ minWidth: 0, ...LINK_TARGET }}>
          <Link to={runLink({ runId: run.id })}>{title}</Link>
          {step && step.title !== title && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' · '}
              {step.title}
            </Box>
          )}
        </Box>
        <StateLabel status={run.status} />
      </Box>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : (100 * done) / total}
        aria-label={t('overview.progressOf', { run: title })}
        aria-valuetext={steps}
        sx={{ my: 0.5, borderRadius: 1 }}
      />
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
        {steps} · <InitiatorName initiator={run.initiator} /> ·{' '}
        <Elapsed from={run.startedAt ?? run.createdAt} />
      </Box>
      <Waits run={run} />
    </Box>
  );
}

/** What it waits for; what it asks of people stands among what needs them. */
function Waits({ run }: { run: RunSummary }) {
  const t = useText();
  const tellWait = useTellWait();
  const waits = listWaits([run]).filter(
    ({ waitingFor }) => !isForPeople(waitingFor),
  );
  return (
    <>
      {waits.map(({ step, waitingFor }) => (
        <Box key={step ?? ''} sx={{ typography: 'body2' }}>
          {waitingFor.kind === 'window'
            ? tellWait(waitingFor)
            : t('overview.waitsFor', {
                what: waitingFor.text,
                since: <RelativeTime at={waitingFor.since} />,
              })}
        </Box>
      ))}
    </>
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
