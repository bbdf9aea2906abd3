import { lazy, Suspense, useState } from 'react';
import Box from '@mui/material/Box';
import OutlinedInput from '@mui/material/OutlinedInput';
import Paper from '@mui/material/Paper';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import GraphIcon from '@mui/icons-material/AccountTreeOutlined';
import ListIcon from '@mui/icons-material/FormatListBulleted';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shownStateOf } from '../../state/shownState';
import { useText } from '../../translation';
import type { StepsView } from '../useRunSelection';
import { filterSteps } from './countSteps';
import { StepList } from './StepList';
import { StepsTotal } from './StepsTotal';

const RunGraph = lazy(async () => ({
  default: (await import('./RunGraph')).RunGraph,
}));

const VIEWS = [
  ['list', ListIcon],
  ['graph', GraphIcon],
] as const;

interface StepsPanelProps {
  steps: RunStep[];
  selected: string;
  onSelect: (stepId: string) => void;
  view: StepsView;
  onView: (view: StepsView) => void;
}

/** The steps of the run, as a list or as a graph of what needs what. */
export function StepsPanel({ view, onView, ...steps }: StepsPanelProps) {
  const t = useText();
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          pl: 1.5,
          pr: 0.75,
          height: 40,
          borderBottom: 1,
          borderColor: 'divider',
          typography: 'subtitle2',
        }}
      >
        <span>{t('steps.label')}</span>
        <StepsTotal steps={steps.steps} />
        <ToggleButtonGroup
          exclusive
          size="small"
          value={view}
          onChange={(_, chosen) => chosen && onView(chosen)}
          aria-label={t('steps.view')}
        >
          {VIEWS.map(([name, Icon]) => (
            <ToggleButton
              key={name}
              value={name}
              aria-label={t(`steps.${name}`)}
              title={t(`steps.${name}`)}
              sx={{ p: 0.5 }}
            >
              <Icon sx={{ fontSize: 18 }} />
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      {view === 'graph' ? (
        <Suspense fallback={null}>
          <RunGraph {...steps} />
        </Suspense>
      ) : (
        <FilteredSteps {...steps} />
      )}
    </Paper>
  );
}

/** So many are found by eye. */
const FILTERED_FROM = 16;

/** The list, and where it is long a box that filters it. */
function FilteredSteps(props: Omit<StepsPanelProps, 'view' | 'onView'>) {
  const t = useText();
  const [text, setText] = useState('');
  if (props.steps.length < FILTERED_FROM) return <StepList {...props} />;
  const steps = filterSteps(props.steps, text, step =>
    t(`state.${shownStateOf(step)}`),
  );
  return (
    <>
      <Box sx={{ p: 1, borderBottom: 1, borderColor: 'divider' }}>
        <OutlinedInput
          fullWidth
          size="small"
          type="search"
          placeholder={t('steps.filter')}
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ 'aria-label': t('steps.filter') }}
        />
      </Box>
      {steps.length > 0 ? (
        <StepList {...props} steps={steps} />
      ) : (
        <Box role="status" sx={{ p: 1.5, typography: 'body2' }}>
          {t('steps.noMatch')}
        </Box>
      )}
    </>
  );
}
