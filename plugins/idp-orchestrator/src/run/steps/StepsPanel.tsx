import { lazy, Suspense } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import GraphIcon from '@mui/icons-material/AccountTreeOutlined';
import ListIcon from '@mui/icons-material/FormatListBulleted';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import type { StepsView } from '../useRunSelection';
import { StepList } from './StepList';

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
        <StepList {...steps} />
      )}
    </Paper>
  );
}
