import { memo } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import ParallelIcon from '@mui/icons-material/CallSplit';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { StateIcon } from '../../state/StateIcon';
import { Elapsed } from '../../time/Elapsed';
import { useText } from '../../translation';
import { StepNote } from './StepNote';

interface StepItemProps {
  step: RunStep;
  /** Titles of the steps that may run at the same time. */
  beside: string[];
  selected: boolean;
  onSelect: (stepId: string) => void;
}

/** A step in the list: state, title, time, and what there is to say about it now. */
export const StepItem = memo(DrawnStepItem);

function DrawnStepItem(props: StepItemProps) {
  const { step, beside, selected } = props;
  const t = useText();
  return (
    <Box component="li" sx={{ listStyle: 'none' }}>
      <ButtonBase
        onClick={() => props.onSelect(step.id)}
        aria-current={selected ? 'step' : undefined}
        data-step={step.id}
        sx={{
          display: 'block',
          width: '100%',
          textAlign: 'left',
          font: 'inherit',
          px: 1.5,
          py: 1,
          borderRadius: 1,
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
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <StateIcon status={step.status} />
          <Typography
            component="span"
            variant="body2"
            sx={{
              flexGrow: 1,
              fontWeight: selected ? 600 : 400,
              overflowWrap: 'anywhere',
            }}
          >
            {step.title}
          </Typography>
          {step.attempts > 1 && (
            <Chip
              size="small"
              label={t('steps.attempt', { number: String(step.attempts) })}
              sx={{ m: 0, height: 20 }}
            />
          )}
          {beside.length > 0 && (
            <Tooltip title={t('steps.beside', { steps: beside.join(', ') })}>
              <Box component="span" role="img" sx={{ display: 'flex' }}>
                <ParallelIcon
                  sx={{
                    fontSize: 16,
                    color: 'text.secondary',
                    transform: 'rotate(90deg)',
                  }}
                />
              </Box>
            </Tooltip>
          )}
        </Box>
        <Box sx={{ pl: 3.5, color: 'text.secondary', typography: 'caption' }}>
          {t(`state.${step.status}`)}
          {step.startedAt && step.status !== 'skipped' && (
            <>
              {' · '}
              <Elapsed from={step.startedAt} to={step.finishedAt} />
            </>
          )}
          <StepNote step={step} />
        </Box>
      </ButtonBase>
    </Box>
  );
}
