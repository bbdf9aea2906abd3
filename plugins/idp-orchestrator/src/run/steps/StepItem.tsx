import { memo } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Chip from '@mui/material/Chip';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shownStateOf } from '../../state/shownState';
import { StateIcon } from '../../state/StateIcon';
import { Elapsed } from '../../time/Elapsed';
import { useText } from '../../translation';
import { StepPaceNote } from '../pace/StepPaceNote';
import { MiddleCut } from './MiddleCut';
import { ParallelMark } from './ParallelMark';
import { StepNote } from './StepNote';

interface StepItemProps {
  step: RunStep;
  /** Titles of the steps that may run at the same time. */
  beside: string[];
  /** Whether the neighbours in the list are among those. */
  besideAbove: boolean;
  besideBelow: boolean;
  selected: boolean;
  onSelect: (stepId: string) => void;
}

/** On a narrow screen a step is one line, so that what it printed is not far. */
const AREAS = {
  xs: '"icon title facts" ". note note"',
  md: '"icon title" ". facts" ". note"',
};

/** A step in the list: state, title, time, and what there is to say about it now. */
export const StepItem = memo(DrawnStepItem);

function DrawnStepItem(props: StepItemProps) {
  const { step, selected } = props;
  const t = useText();
  const state = shownStateOf(step);
  // Grey on the grey of what is chosen cannot be read in the dark.
  const caption = {
    typography: 'caption',
    color: selected ? 'text.primary' : 'text.secondary',
  };
  return (
    <ButtonBase
      onClick={() => props.onSelect(step.id)}
      aria-current={selected ? 'step' : undefined}
      data-step={step.id}
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: '20px minmax(0, 1fr) auto',
          md: '20px minmax(0, 1fr)',
        },
        gridTemplateAreas: AREAS,
        columnGap: 1,
        alignItems: 'center',
        width: '100%',
        minHeight: 40,
        textAlign: 'left',
        font: 'inherit',
        pl: 1.25,
        pr: 3,
        py: { xs: 0.5, md: 1 },
        borderLeft: 3,
        borderColor: selected ? 'primary.main' : 'transparent',
        bgcolor: selected ? 'action.selected' : 'transparent',
        '&:hover': { bgcolor: selected ? 'action.selected' : 'action.hover' },
        '&:focus-visible': {
          outline: 2,
          outlineColor: 'primary.main',
          outlineOffset: -2,
        },
      }}
    >
      <Box sx={{ gridArea: 'icon', display: 'flex' }}>
        <StateIcon status={state} />
      </Box>
      <Box
        sx={{
          gridArea: 'title',
          display: 'flex',
          gap: 1,
          typography: 'body2',
          fontWeight: selected ? 600 : 400,
          minWidth: 0,
        }}
      >
        <MiddleCut text={step.title} />
        {step.attempts > 1 && (
          <Chip
            size="small"
            label={t('steps.attempt', { number: String(step.attempts) })}
            sx={{ m: 0, height: 20 }}
          />
        )}
      </Box>
      <Box sx={{ ...caption, gridArea: 'facts' }}>
        {t(`state.${state}`)}
        {step.startedAt && step.status !== 'skipped' && (
          <>
            {' · '}
            <Elapsed from={step.startedAt} to={step.finishedAt} />
          </>
        )}{' '}
        <StepPaceNote step={step} brief />
      </Box>
      <Box sx={{ ...caption, gridArea: 'note' }}>
        <StepNote step={step} selected={selected} />
      </Box>
      <ParallelMark
        beside={props.beside}
        above={props.besideAbove}
        below={props.besideBelow}
      />
    </ButtonBase>
  );
}
