import { useMemo, useState } from 'react';
import Box from '@mui/material/Box';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { besideEach } from '../../graph/layOutSteps';
import { lastAfterAll } from '../../graph/lastAfterAll';
import { useText } from '../../translation';
import { useRoomBelow } from '../useRoomBelow';
import { StepItem } from './StepItem';
import { StepsInView } from './StepsInView';

/** From so many on, drawing them all would be felt: 500 took more than a second. */
const DRAW_ALL_BELOW = 80;

interface StepListProps {
  steps: RunStep[];
  selected: string;
  onSelect: (stepId: string) => void;
}

/** All steps in the order of the flow. */
export function StepList({ steps, selected, onSelect }: StepListProps) {
  const t = useText();
  const [box, setBox] = useState<HTMLElement | null>(null);
  const room = useRoomBelow(box);
  // The shape of the graph never changes during a run; only states do.
  const shape = steps.map(step => `${step.id}<${step.needs}`).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const beside = useMemo(() => besideEach(lastAfterAll(steps)), [shape]);
  const isBeside = (step: RunStep, other?: RunStep) =>
    other !== undefined && beside.get(step.id)?.includes(other.title) === true;
  const itemOf = (index: number) => (
    <StepItem
      step={steps[index]}
      beside={beside.get(steps[index].id) ?? NONE}
      besideAbove={isBeside(steps[index], steps[index - 1])}
      besideBelow={isBeside(steps[index], steps[index + 1])}
      selected={steps[index].id === selected}
      onSelect={onSelect}
    />
  );
  const drawAll = steps.length < DRAW_ALL_BELOW;
  return (
    <Box
      component="ol"
      ref={setBox}
      role="list"
      aria-label={t('steps.label')}
      sx={{
        m: 0,
        p: 0,
        position: 'relative',
        listStyle: 'none',
        maxHeight: { xs: drawAll ? 'none' : '40vh', md: room ?? '60vh' },
        overflowY: 'auto',
      }}
    >
      {drawAll ? (
        steps.map(({ id }, index) => <li key={id}>{itemOf(index)}</li>)
      ) : (
        <StepsInView
          count={steps.length}
          selected={steps.findIndex(({ id }) => id === selected)}
          box={box}
          itemOf={itemOf}
        />
      )}
    </Box>
  );
}

const NONE: string[] = [];
