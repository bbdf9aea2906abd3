import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import BranchIcon from '@mui/icons-material/HelpOutline';
import RunIcon from '@mui/icons-material/PlayCircleOutline';
import SkipIcon from '@mui/icons-material/DoNotDisturbOn';
import type { PlannedStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText, type Translate } from '../translation';
import { PlanRow } from './PlanRow';

const DECISION_LOOKS = {
  run: { Icon: RunIcon, color: 'success.main' },
  skip: { Icon: SkipIcon, color: 'text.disabled' },
  depends: { Icon: BranchIcon, color: 'warning.main' },
} as const;

/** A step that has not begun: whether it would run, and what it would do. */
export function PlannedStepRow(props: {
  step: PlannedStep;
  aside?: ReactNode;
}) {
  const { step, aside } = props;
  const t = useText();
  const { Icon, color } = DECISION_LOOKS[step.decision];
  return (
    <PlanRow
      icon={<Box component={Icon} aria-hidden sx={{ color, fontSize: 20 }} />}
      title={step.title}
      word={t(`plan.decision.${step.decision}`)}
      text={describe(step, t)}
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
  return [
    step.because,
    step.text,
    step.effect === 'known' ? undefined : t(`plan.effect.${step.effect}`),
  ]
    .filter(Boolean)
    .join(' · ');
}
