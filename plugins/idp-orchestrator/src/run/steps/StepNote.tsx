import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { isAsking } from '../actions/decideActions';
import { useText } from '../../translation';
import { useTellWait } from '../../windows/useTellWait';

interface StepNoteProps {
  step: RunStep;
  /** Whether the panel beside it tells of the step. */
  selected: boolean;
}

/** The one thing worth saying about a step now: progress, what it waits for, why it was skipped, why it failed. */
export function StepNote({ step, selected }: StepNoteProps) {
  const t = useText();
  const tellWait = useTellWait();
  if (step.status === 'running' && step.progress) {
    const { percent, message } = step.progress;
    return (
      <Box sx={{ mt: 0.25 }}>
        <LinearProgress
          variant="determinate"
          value={percent}
          aria-label={t('steps.progress', { step: step.title })}
          sx={{ borderRadius: 1 }}
        />
        <OneLine
          text={`${Math.round(percent)} %${message ? ` · ${message}` : ''}`}
        />
      </Box>
    );
  }
  // What keeps many from beginning is told once, where it happened.
  const skipped =
    step.skipKind === 'not-reached' ? undefined : step.skippedBecause;
  const isTold = selected && (step.error || isAsking(step));
  const text = isTold
    ? undefined
    : (tellWait(step.waitingFor) ?? skipped ?? reasonOf(step));
  return text ? <OneLine text={text} /> : null;
}

/** Why it ended badly: what the script told last says more than its exit code. That it was cancelled says all. */
function reasonOf({ status, error, annotations }: RunStep): string | undefined {
  if (status === 'cancelled' || !error) return undefined;
  const told = annotations.filter(({ level }) => level === 'error').at(-1);
  return told?.text ?? error.message;
}

function OneLine({ text }: { text: string }) {
  return (
    <Box
      title={text}
      sx={{
        display: '-webkit-box',
        WebkitLineClamp: 2,
        WebkitBoxOrient: 'vertical',
        overflow: 'hidden',
        overflowWrap: 'anywhere',
      }}
    >
      {text}
    </Box>
  );
}
