import { useRef, useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useRouteRef } from '@backstage/core-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { bringIntoView } from '../bringIntoView';
import { messageOf } from '../api/problemsIn';
import { runRouteRef } from '../routes';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { RunActsProvider } from './actions/RunActionsProvider';
import { decideStep } from './decideStep';
import { useRunFeed } from './feed/useRunFeed';
import { RunHeader } from './header/RunHeader';
import { decideKeyAct } from './keys';
import { KeysHelp } from './KeysHelp';
import { ProgressAnnouncer } from './ProgressAnnouncer';
import { RunTabs } from './RunTabs';
import { StepsPanel } from './steps/StepsPanel';
import { useKeys } from './useKeys';
import { useRunSelection } from './useRunSelection';
import { UsualProvider } from './pace/PaceProvider';
import { isOver } from '../state/isOver';

/** Two steps side by side have room in a graph; of more the box scrolls. */
const STEPS_WIDTHS = { list: '280px', graph: '358px' };

/** A run as it goes on: header, steps on the left, what the chosen step tells on the right. */
export function RunContent({ run: loaded }: { run: Run }) {
  const t = useText();
  const { feed, view, followAgain } = useRunFeed(loaded);
  const selection = useRunSelection();
  const runLink = useRouteRef(runRouteRef);
  const [wish, setWish] = useState<boolean>();
  const tabs = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const { run } = view;
  const step = decideStep(run, selection.step);
  // Who has gone elsewhere sees by the tab how it stands.
  usePageTitle(`${t(`state.${run.status}`)} · ${run.flowTitle}`);
  const follow = wish ?? (!isOver(step.status) && selection.line === undefined);

  const showStep = (id: string) => {
    setWish(undefined);
    selection.select({ step: id });
    bringIntoView(tabs.current);
  };

  useKeys(key => {
    const act = decideKeyAct(key, run, step.id);
    if (act?.act === 'step') showStep(act.step);
    if (act?.act === 'tab') selection.select({ tab: act.tab });
    if (act?.act === 'follow') setWish(!follow);
    if (act?.act === 'search') selection.select({ tab: 'logs', find: '' });
    if (act?.act === 'help') setHelp(true);
    return act !== undefined;
  });

  return (
    <BreadcrumbEntry
      entry={{ label: run.flowTitle, href: runLink({ runId: run.id }) }}
    >
      <UsualProvider run={run}>
        <RunActsProvider run={run} onReopened={followAgain}>
          <ProgressAnnouncer run={run} />
          <RunHeader run={run} connection={view.connection} />
          {view.error && (
            <Alert severity="error" sx={{ mb: 2 }}>
              {t('connection.lost.hint')} {messageOf(view.error)}
            </Alert>
          )}
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: {
                xs: 'minmax(0, 1fr)',
                md: `${STEPS_WIDTHS[selection.view]} minmax(0, 1fr)`,
              },
              gap: 2,
              alignItems: 'start',
            }}
          >
            <StepsPanel
              steps={run.steps}
              selected={step.id}
              onSelect={showStep}
              view={selection.view}
              onView={chosen => selection.select({ view: chosen })}
            />
            <RunTabs
              ref={tabs}
              feed={feed}
              view={view}
              step={step}
              selection={selection}
              follow={follow}
              onFollow={setWish}
              onStep={showStep}
            />
          </Box>
        </RunActsProvider>
      </UsualProvider>
      {help && <KeysHelp onClose={() => setHelp(false)} />}
    </BreadcrumbEntry>
  );
}
