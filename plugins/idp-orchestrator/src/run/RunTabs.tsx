import { forwardRef, lazy, Suspense, useId, type Ref } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import type { RunFeed, RunView } from './feed/RunFeed';
import { StepPanel } from './step/StepPanel';
import { RUN_TABS, type RunSelection } from './useRunSelection';

// The log is what the page opens with; the other views come when they are wanted.
const EventList = lazy(async () => ({
  default: (await import('./events/EventList')).EventList,
}));
const DataPanel = lazy(async () => ({
  default: (await import('./output/DataPanel')).DataPanel,
}));
const PlanPanel = lazy(async () => ({
  default: (await import('./plan/PlanPanel')).PlanPanel,
}));
const Timeline = lazy(async () => ({
  default: (await import('./timeline/Timeline')).Timeline,
}));

interface RunTabsProps {
  feed: RunFeed;
  view: RunView;
  step: RunStep;
  selection: RunSelection;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onStep: (stepId: string) => void;
}

/** The ways to look at a run: logs of the step, the whole in time, data, facts. */
export const RunTabs = forwardRef<HTMLDivElement, RunTabsProps>(DrawnRunTabs);

function DrawnRunTabs(props: RunTabsProps, ref: Ref<HTMLDivElement>) {
  const t = useText();
  const id = useId();
  const { selection, step } = props;
  return (
    <Paper ref={ref} variant="outlined" sx={{ minWidth: 0 }}>
      <Tabs
        value={selection.tab}
        onChange={(_, tab) => selection.select({ tab })}
        variant="scrollable"
        scrollButtons={false}
        aria-label={t('tabs.label', { step: step.title })}
        sx={{ borderBottom: 1, borderColor: 'divider', minHeight: 42 }}
      >
        {RUN_TABS.map(tab => (
          <Tab
            key={tab}
            value={tab}
            label={t(`tabs.${tab}`)}
            id={`${id}-${tab}`}
            aria-controls={`${id}-panel`}
            sx={{
              textTransform: 'none',
              letterSpacing: 0,
              minHeight: 42,
              minWidth: 0,
              px: { xs: 1.25, sm: 2 },
              // The theme's own is white, in the dark as well.
              '&:hover': { bgcolor: 'action.hover', color: 'inherit' },
            }}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${selection.tab}`}
        sx={{ p: { xs: 1, sm: 1.5 } }}
      >
        <Suspense fallback={null}>
          <Panel {...props} />
        </Suspense>
      </Box>
    </Paper>
  );
}

function Panel(props: RunTabsProps) {
  const { view, step } = props;
  switch (props.selection.tab) {
    case 'timeline':
      return (
        <Timeline run={view.run} selected={step.id} onSelect={props.onStep} />
      );
    case 'plan':
      return <PlanPanel run={view.run} />;
    case 'data':
      return <DataPanel run={view.run} step={step} />;
    case 'events':
      return <EventList view={view} />;
    default:
      return (
        <StepPanel
          feed={props.feed}
          run={view.run}
          step={step}
          selection={props.selection}
          follow={props.follow}
          onFollow={props.onFollow}
        />
      );
  }
}
