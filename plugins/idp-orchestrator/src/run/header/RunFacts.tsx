import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName, shortRef } from '../../people/InitiatorName';
import { auditRouteRef, flowRouteRef } from '../../routes';
import { Elapsed } from '../../time/Elapsed';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { addQuery, usePluginLink } from '../../usePluginLink';
import { isAsking, isHeld } from '../actions/decideActions';
import { PaceNote } from '../pace/PaceNote';
import { CauseFact } from './CauseFact';
import { Fact } from './Fact';
import { ChildRuns, ParentRun, TouchedServices } from './RunRelations';
import { RunIdFact } from './RunIdFact';
import { TemplateFact } from './TemplateFact';

/** Who, where, when, how long, why, and what else it belongs to. */
export function RunFacts({ run }: { run: Run }) {
  const t = useText();
  const flowLink = usePluginLink(flowRouteRef);
  const auditLink = usePluginLink(auditRouteRef);
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2.5,
        rowGap: 0.25,
        typography: 'body2',
        // A finger that means a link does not hit the one in the next line.
        lineHeight: '24px',
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      <Fact name={t('run.startedBy')}>
        <InitiatorName initiator={run.initiator} />
      </Fact>
      {run.cause && <CauseFact cause={run.cause} />}
      <Fact name={t('run.started')}>
        <RelativeTime at={run.startedAt ?? run.createdAt} />
      </Fact>
      <Fact name={t('run.elapsed')}>
        <Elapsed from={run.startedAt ?? run.createdAt} to={run.finishedAt} />
        <PaceNote run={run} />
      </Fact>
      {run.reason && <Fact name={t('run.reason')}>{run.reason}</Fact>}
      {run.waitingFor && !isTold(run) && (
        <Fact name={t('run.waitingFor')}>{run.waitingFor.text}</Fact>
      )}
      <Interventions run={run} />
      <Fact name={t('run.flow')}>
        <Link to={flowLink({ flowId: run.flowId })}>{run.flowTitle}</Link>
      </Fact>
      {run.parent && <ParentRun parent={run.parent} />}
      {run.template && <TemplateFact template={run.template} />}
      <ChildRuns />
      <TouchedServices run={run} />
      <RunIdFact id={run.id}>
        <Link to={addQuery(auditLink(), { subject: run.id })}>
          {t('run.audit')}
        </Link>
      </RunIdFact>
    </Box>
  );
}

/** Whether what it waits for stands on the page with more than the words for it. */
function isTold(run: Run): boolean {
  return isHeld(run) || run.steps.some(isAsking);
}

/** Who ended it, let it go on in spite of a window, or said that its failure needs nobody, and why. */
function Interventions({ run }: { run: Run }) {
  const t = useText();
  const { cancellation, dismissal, error, windowOverrides = [] } = run;
  const rejection = run.status === 'failed' ? error?.rejection : undefined;
  return (
    <>
      {cancellation && (
        <Fact name={t('run.cancelledBy')}>
          <InitiatorName initiator={cancellation.by} />
          {`: ${cancellation.reason}`}
        </Fact>
      )}
      {windowOverrides.length > 0 && (
        <Fact name={t('held.overriddenBy')}>
          {windowOverrides.map(({ by, reason, at }, index) => (
            <span key={at}>
              {index > 0 && ', '}
              <InitiatorName initiator={by} />
              {`: ${reason}`}
            </span>
          ))}
        </Fact>
      )}
      {rejection && (
        <Fact name={t('run.rejectedBy')}>
          {[shortRef(rejection.by), rejection.comment]
            .filter(Boolean)
            .join(': ')}
        </Fact>
      )}
      {dismissal && (
        <Fact name={t('run.dismissedBy')}>
          <InitiatorName initiator={dismissal.by} />
          {`: ${dismissal.reason}`}
        </Fact>
      )}
    </>
  );
}
