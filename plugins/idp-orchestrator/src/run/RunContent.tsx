import { lazy, Suspense, useRef, useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bringIntoView } from '../bringIntoView';
import { messageOf } from '../api/problemsIn';
import { runRouteRef } from '../routes';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { usePluginLink } from '../usePluginLink';
import { WindowNotes } from '../windows/notes/WindowNotes';
import { RunActionsProvider } from './actions/RunActionsProvider';
import { decideStep } from './decideStep';
import { useRunFeed } from './feed/useRunFeed';
import { RunHeader } from './header/RunHeader';
import { changeOf, heldBy } from './held/heldBy';
import { HeldPanel } from './held/HeldPanel';
import { decideKeyAction } from './keys';
import { ProgressAnnouncer } from './ProgressAnnouncer';
import { RunTabs } from './RunTabs';
import { StepsPanel } from './steps/StepsPanel';
import { useKeys } from './useKeys';
import { useRunSelection } from './useRunSelection';
import { PaceProvider } from './pace/PaceProvider';
import { isOver } from '../state/isOver';
import { shownStateOf } from '../state/shownState';
import { ChildRunsProvider } from './children/ChildRunsProvider';
import { stateSign } from './tab/stateSign';
import { useStateIcon } from './tab/useStateIcon';

const KeysHelp = lazy(async () => ({
  default: (await import('./KeysHelp')).KeysHelp,
}));

/** Two steps side by side have room in a graph; of more the box scrolls. */
const STEPS_WIDTHS = { list: '280px', graph: '358px' };

/** A run as it goes on: header, steps on the left, what the chosen step tells on the right. */
export function RunContent({ run: loaded }: { run: Run }) {
  const t = useText();
  const { feed, view, followAgain } = useRunFeed(loaded);
  const selection = useRunSelection();
  const runLink = usePluginLink(runRouteRef);
  const [followChosen, setFollowChosen] = useState<boolean>();
  const tabs = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const { run } = view;
  const step = decideStep(run, selection.step);
  // Who has gone elsewhere sees by the tab how it stands.
  const state = shownStateOf(run);
  usePageTitle(`${stateSign(state)} ${titleOfRun(run)}`, run.environment);
  useStateIcon(state);
  const follow =
    followChosen ?? (!isOver(step.status) && selection.line === undefined);

  const showStep = (id: string) => {
    setFollowChosen(undefined);
    selection.select({ step: id });
    bringIntoView(tabs.current);
  };

  useKeys(key => {
    const action = decideKeyAction(key, run, step.id);
    if (action?.action === 'step') showStep(action.step);
    if (action?.action === 'tab') selection.select({ tab: action.tab });
    if (action?.action === 'follow') setFollowChosen(!follow);
    if (action?.action === 'search')
      selection.select({ tab: 'logs', find: '' });
    if (action?.action === 'help') setHelp(true);
    return action !== undefined;
  });

  return (
    <BreadcrumbEntry
      entry={{ label: titleOfRun(run), href: runLink({ runId: run.id }) }}
    >
      <PaceProvider run={run}>
        <ChildRunsProvider run={run}>
          <RunActionsProvider run={run} onReopened={followAgain}>
            <ProgressAnnouncer run={run} />
            <RunHeader
              run={run}
              connection={view.connection}
              told={selection.tab === 'logs' ? step.id : undefined}
            />
            <HeldPanel run={run} />
            <WindowNotes change={changeOf(run)} told={heldBy(run)} />
            {run.warnings?.map(warning => (
              <Alert key={warning} severity="warning" sx={{ mb: 2 }}>
                {warning}
              </Alert>
            ))}
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
                onFollow={setFollowChosen}
                onStep={showStep}
              />
            </Box>
          </RunActionsProvider>
        </ChildRunsProvider>
      </PaceProvider>
      {help && (
        <Suspense fallback={null}>
          <KeysHelp onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </BreadcrumbEntry>
  );
}
