import { useMemo } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { lastAfterAll } from '../../graph/lastAfterAll';
import { StepGraph } from '../../graph/StepGraph';
import { shownStateOf } from '../../state/shownState';
import { StateIcon } from '../../state/StateIcon';
import { Elapsed } from '../../time/Elapsed';
import { useText } from '../../translation';
import { MiddleCut } from './MiddleCut';

interface RunGraphProps {
  steps: RunStep[];
  selected: string;
  onSelect: (stepId: string) => void;
}

/** What needs what, and how each step stands. Items of a step stand for it in the list only. */
export function RunGraph({ steps, selected, onSelect }: RunGraphProps) {
  const t = useText();
  const drawn = useMemo(
    () => lastAfterAll(steps.filter(({ parent }) => parent === undefined)),
    [steps],
  );
  const chosen = steps.find(({ id }) => id === selected);
  const current = chosen?.parent ?? selected;
  return (
    <Box
      sx={{
        px: 1,
        py: 0.5,
        maxHeight: { xs: '50vh', md: 'calc(100vh - 280px)' },
        overflowY: 'auto',
      }}
    >
      <StepGraph steps={drawn} label={t('steps.graphOf')}>
        {step => (
          <GraphStep
            step={step}
            selected={step.id === current}
            onSelect={onSelect}
          />
        )}
      </StepGraph>
    </Box>
  );
}

interface GraphStepProps {
  step: RunStep;
  selected: boolean;
  onSelect: (stepId: string) => void;
}

function GraphStep({ step, selected, onSelect }: GraphStepProps) {
  const t = useText();
  return (
    <ButtonBase
      onClick={() => onSelect(step.id)}
      aria-current={selected ? 'step' : undefined}
      sx={{
        position: 'absolute',
        inset: 0,
        px: 1,
        gap: 0.75,
        justifyContent: 'flex-start',
        textAlign: 'left',
        font: 'inherit',
        borderRadius: 'inherit',
        bgcolor: selected ? 'action.selected' : undefined,
        outline: selected ? 2 : 0,
        outlineStyle: 'solid',
        outlineColor: 'primary.main',
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus-visible': { outlineWidth: 3, outlineOffset: 1 },
      }}
    >
      <StateIcon status={shownStateOf(step)} />
      <Box sx={{ minWidth: 0 }}>
        <Box
          sx={{
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          <MiddleCut text={step.title} />
        </Box>
        <Box
          sx={{
            fontSize: 11,
            color: selected ? 'text.primary' : 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {t(`state.${shownStateOf(step)}`)}
          {step.startedAt && step.status !== 'skipped' && (
            <>
              {' · '}
              <Elapsed from={step.startedAt} to={step.finishedAt} />
            </>
          )}
        </Box>
      </Box>
    </ButtonBase>
  );
}
