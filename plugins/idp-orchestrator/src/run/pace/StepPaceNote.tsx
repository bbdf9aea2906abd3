import Box from '@mui/material/Box';
import SlowIcon from '@mui/icons-material/HourglassBottom';
import {
  formatDuration,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useNow } from '../../time/useNow';
import { useText } from '../../translation';
import { decideStepPace } from './decideStepPace';
import { usePaceStats } from './PaceProvider';

interface StepPaceNoteProps {
  step: RunStep;
  /** Of a step that is over only that it was slow. */
  brief?: boolean;
}

/** What a step usually takes, beside how long it has taken. */
export function StepPaceNote({ step, brief }: StepPaceNoteProps) {
  const t = useText();
  const stats = usePaceStats();
  const now = useNow(stats !== undefined && step.status === 'running');
  const pace = decideStepPace(step, stats, now);
  if (!pace || step.status === 'skipped') return null;
  const { slow } = pace;
  if (brief && isOver(step.status) && !slow) return null;
  const usual = formatDuration(pace.medianMs);
  return (
    <Box
      component="span"
      title={t('run.usualHint', { number: String(pace.count) })}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.25,
        whiteSpace: 'nowrap',
        color: slow ? 'text.primary' : undefined,
      }}
    >
      {slow && <SlowIcon aria-hidden color="warning" sx={{ fontSize: 14 }} />}
      {t(slow ? 'run.slow' : 'run.usual', { usual })}
    </Box>
  );
}
