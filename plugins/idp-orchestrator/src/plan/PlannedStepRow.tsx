import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import BranchIcon from '@mui/icons-material/HelpOutline';
import FailureIcon from '@mui/icons-material/Error';
import RunIcon from '@mui/icons-material/PlayCircleOutline';
import SkipIcon from '@mui/icons-material/DoNotDisturbOn';
import UnchangedIcon from '@mui/icons-material/CheckCircleOutline';
import type { PlannedStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText, type Translate } from '../translation';
import { PlanRow } from './PlanRow';

const LOOKS = {
  run: { Icon: RunIcon, color: 'info.main' },
  unchanged: { Icon: UnchangedIcon, color: 'text.secondary' },
  skip: { Icon: SkipIcon, color: 'text.disabled' },
  depends: { Icon: BranchIcon, color: 'warning.main' },
  fail: { Icon: FailureIcon, color: 'error.main' },
} as const;

/** What would become of a planned step, in one word; one that could not be done is never shown as one that would run. */
export function verdictOf(
  step: Pick<PlannedStep, 'decision' | 'effect' | 'failure'>,
): keyof typeof LOOKS {
  const { decision, effect, failure } = step;
  if (decision === 'skip') return 'skip';
  if (failure !== undefined) return 'fail';
  if (decision === 'run' && effect === 'none') return 'unchanged';
  return decision;
}

/** A step that has not begun: whether it would run, and what it would do. */
export function PlannedStepRow(props: {
  step: PlannedStep;
  aside?: ReactNode;
}) {
  const { step, aside } = props;
  const t = useText();
  const verdict = verdictOf(step);
  const { Icon, color } = LOOKS[verdict];
  return (
    <PlanRow
      icon={<Box component={Icon} aria-hidden sx={{ color, fontSize: 20 }} />}
      title={step.title}
      word={t(`plan.decision.${verdict}`)}
      text={describe(step, t)}
      failure={verdict === 'fail' ? step.failure : undefined}
      command={step.command}
      lines={step.lines}
      parts={step.parts}
      aside={aside}
    />
  );
}

/** What there is to say beyond the decision. That an effect is known goes without saying. */
function describe(step: PlannedStep, t: Translate): string {
  if (step.decision === 'skip') return step.because ?? '';
  // What does not work is told as such, and not once more.
  const text = step.failure
    ? step.text.replace(step.failure, '').trim()
    : step.text;
  return [
    step.because,
    text,
    step.effect === 'unknown' ? t('plan.effect.unknown') : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}
