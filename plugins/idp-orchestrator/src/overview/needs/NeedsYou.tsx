import { lazy, Suspense, useState } from 'react';
import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { messageOf } from '../../api/problemsIn';
import type { Loaded } from '../../api/useLoaded';
import type {
  RunPage,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../../notice/Panel';
import { runsRouteRef } from '../../routes';
import { OperationDialog } from '../../services/operation/OperationDialog';
import type { PendingOperation } from '../../services/operation/operations';
import { useText } from '../../translation';
import { addQuery, usePluginLink } from '../../usePluginLink';
import { isForPeople, listWaits } from '../running/listWaits';
import type { OverviewRuns } from '../useOverviewRuns';
import { ApprovalItem } from './ApprovalItem';
import { DriftItem } from './DriftItem';
import { FailureItem } from './FailureItem';
import type { AskedAction } from './AskedAction';

const AskedActionDialog = lazy(async () => ({
  default: (await import('./AskedActionDialog')).AskedActionDialog,
}));

/** So many of each are shown; the list of runs has all. */
const SHOWN = 5;

interface NeedsYouProps {
  runs: OverviewRuns;
  /** All of the environment. */
  services: ServiceState[];
  onStarted: () => void;
}

/**
 * What goes no further without people: approvals, failures that nobody has
 * dealt with, services that are not as people left them. Nothing when there is
 * none.
 */
export function NeedsYou({ runs, services, onStarted }: NeedsYouProps) {
  const t = useText();
  const runsLink = usePluginLink(runsRouteRef);
  const [asked, setAsked] = useState<AskedAction>();
  const [operation, setOperation] = useState<PendingOperation>();
  const approvals = listWaits(itemsOf(runs.goingOn)).filter(({ waitingFor }) =>
    isForPeople(waitingFor),
  );
  const failures = itemsOf(runs.open);
  const drifted = services.filter(
    ({ health }) => health.drift && health.wanted,
  );
  const broken = runs.open.state === 'failed' ? runs.open.error : undefined;
  const number = approvals.length + failures.length + drifted.length;
  if (number === 0 && !broken) return null;
  return (
    <Panel
      urgent
      title={t('overview.needsYou')}
      action={
        failures.length > SHOWN && (
          <Link to={addQuery(runsLink(), { status: 'failed' })}>
            {t('overview.allFailed')}
          </Link>
        )
      }
    >
      {broken && <div>{messageOf(broken)}</div>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {approvals.slice(0, SHOWN).map(wait => (
          <ApprovalItem
            key={`${wait.run.id} ${wait.stepId}`}
            wait={wait}
            onAsk={setAsked}
          />
        ))}
        {failures.slice(0, SHOWN).map(run => (
          <FailureItem key={run.id} run={run} onAsk={setAsked} />
        ))}
        {drifted.slice(0, SHOWN).map(service => (
          <DriftItem
            key={service.name}
            service={service}
            onOperate={setOperation}
          />
        ))}
      </Box>
      {operation && (
        <OperationDialog
          pendingOperation={operation}
          onClose={() => setOperation(undefined)}
          onStarted={onStarted}
        />
      )}
      {asked && (
        <Suspense>
          <AskedActionDialog
            asked={asked}
            onClose={() => setAsked(undefined)}
            onDone={runs.reload}
          />
        </Suspense>
      )}
    </Panel>
  );
}

function itemsOf(loaded: Loaded<RunPage>) {
  return loaded.state === 'ready' ? loaded.value.items : [];
}
