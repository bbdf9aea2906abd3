import { lazy, Suspense, useState } from 'react';
import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { messageOf } from '../../api/problemsIn';
import type { Loaded } from '../../api/useLoaded';
import type { RunPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../../notice/Panel';
import { runsRouteRef } from '../../routes';
import { useText } from '../../translation';
import { addQuery, usePluginLink } from '../../usePluginLink';
import { isForPeople, listWaits } from '../running/listWaits';
import type { OverviewRuns } from '../useOverviewRuns';
import { ApprovalItem } from './ApprovalItem';
import { FailureItem } from './FailureItem';
import type { AskedAction } from './AskedAction';

const AskedActionDialog = lazy(async () => ({
  default: (await import('./AskedActionDialog')).AskedActionDialog,
}));

/** So many of each are shown; the list of runs has all. */
const SHOWN = 5;

/** What goes no further without people: approvals, and failures that nobody has dealt with. Nothing when there is none. */
export function NeedsYou({ runs }: { runs: OverviewRuns }) {
  const t = useText();
  const runsLink = usePluginLink(runsRouteRef);
  const [asked, setAsked] = useState<AskedAction>();
  const approvals = listWaits(itemsOf(runs.goingOn)).filter(({ waitingFor }) =>
    isForPeople(waitingFor),
  );
  const failures = itemsOf(runs.open);
  const broken = runs.open.state === 'failed' ? runs.open.error : undefined;
  if (approvals.length + failures.length === 0 && !broken) return null;
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
      </Box>
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
