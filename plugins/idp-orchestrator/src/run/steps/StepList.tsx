import { useMemo } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { besideEach } from '../../graph/layOutSteps';
import { useText } from '../../translation';
import { StepItem } from './StepItem';

interface StepListProps {
  steps: RunStep[];
  selected: string;
  onSelect: (stepId: string) => void;
}

/** All steps in the order of the flow. */
export function StepList({ steps, selected, onSelect }: StepListProps) {
  const t = useText();
  // The shape of the graph never changes during a run; only states do.
  const shape = steps.map(step => `${step.id}<${step.needs}`).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const beside = useMemo(() => besideEach(steps), [shape]);
  const isBeside = (step: RunStep, other?: RunStep) =>
    other !== undefined && beside.get(step.id)?.includes(other.title) === true;
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Box
        component="ol"
        role="list"
        aria-label={t('steps.label')}
        sx={{
          m: 0,
          p: 0,
          maxHeight: { md: 'calc(100vh - 240px)' },
          overflowY: 'auto',
        }}
      >
        {steps.map((step, index) => (
          <StepItem
            key={step.id}
            step={step}
            beside={beside.get(step.id) ?? NONE}
            besideAbove={isBeside(step, steps[index - 1])}
            besideBelow={isBeside(step, steps[index + 1])}
            selected={step.id === selected}
            onSelect={onSelect}
          />
        ))}
      </Box>
    </Paper>
  );
}

const NONE: string[] = [];
