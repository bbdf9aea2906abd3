import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import BranchIcon from '@mui/icons-material/HelpOutline';
import RunIcon from '@mui/icons-material/PlayCircleOutline';
import SkipIcon from '@mui/icons-material/DoNotDisturbOn';
import type {
  PlannedStep,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bringIntoView } from '../bringIntoView';
import { CommandBlock } from '../terminal/CommandBlock';
import { useText, type Translate } from '../translation';
import { hideSecrets } from './hideSecrets';

const DECISION_LOOKS = {
  run: { Icon: RunIcon, color: 'success.main' },
  skip: { Icon: SkipIcon, color: 'text.disabled' },
  depends: { Icon: BranchIcon, color: 'warning.main' },
} as const;

interface PlanTableProps {
  plan: RunPlan;
  /** What was filled in and must not be read here. */
  secrets: string[];
}

/** What a run would do, step by step. */
export function PlanTable({ plan, secrets }: PlanTableProps) {
  const t = useText();
  const top = useRef<HTMLElement>(null);
  useEffect(() => bringIntoView(top.current), [plan]);
  return (
    <Box component="section" ref={top} aria-label={t('plan.title')}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('plan.title')}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {t('plan.nothingDone', { environment: plan.environment })}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {plan.steps.map(step => (
          <PlannedStepRow key={step.id} step={hideIn(step, secrets)} />
        ))}
      </Box>
    </Box>
  );
}

function PlannedStepRow({ step }: { step: PlannedStep }) {
  const t = useText();
  const { Icon, color } = DECISION_LOOKS[step.decision];
  return (
    <Stack
      component="li"
      direction="row"
      spacing={1.5}
      sx={{ py: 1.25, borderTop: 1, borderColor: 'divider' }}
    >
      <Box
        component={Icon}
        aria-hidden
        sx={{ color, fontSize: 20, flexShrink: 0 }}
      />
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Typography variant="body2">
          <strong>{step.title}</strong>
          {' · '}
          {t(`plan.decision.${step.decision}`)}
        </Typography>
        <Typography
          variant="body2"
          sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          {describe(step, t)}
        </Typography>
        {step.command && (
          <Box sx={{ mt: 0.75 }}>
            <CommandBlock
              label={t('dryRun.command')}
              command={step.command}
              lines={step.lines}
            />
          </Box>
        )}
      </Box>
    </Stack>
  );
}

function hideIn(step: PlannedStep, secrets: string[]): PlannedStep {
  const hide = (text: string) => hideSecrets(text, secrets);
  return {
    ...step,
    because: step.because && hide(step.because),
    text: hide(step.text),
    command: step.command?.map(hide),
    lines: step.lines?.map(hide),
  };
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
