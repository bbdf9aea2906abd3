import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  formatDuration,
  type PlannedStep,
  type RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bringIntoView } from '../bringIntoView';
import { PlanSummary } from '../plan/PlanSummary';
import { PlannedStepRow } from '../plan/PlannedStepRow';
import { RiskLabel } from '../state/RiskLabel';
import { useText, type Translate } from '../translation';
import { HeldPlanNote } from './HeldPlanNote';
import { hideSecrets } from './input/hideSecrets';

interface PlanTableProps {
  plan: RunPlan;
  /** What was filled in and must not be read here. */
  secrets: string[];
  /** Has it started at a time (ISO 8601), where that can be offered. */
  onStartAt?: (at: string) => void;
}

/** What a run would do, step by step. */
export function PlanTable({ plan, secrets, onStartAt }: PlanTableProps) {
  const t = useText();
  const top = useRef<HTMLElement>(null);
  useEffect(() => bringIntoView(top.current), [plan]);
  return (
    <Box component="section" ref={top} aria-label={t('plan.title')}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('plan.title')}
      </Typography>
      {plan.held && <HeldPlanNote held={plan.held} onStartAt={onStartAt} />}
      <PlanSummary totals={plan.totals} />
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {[
          t('plan.nothingDone', { environment: plan.environment }),
          describeTotals(plan.totals, t),
        ].join(' ')}
      </Typography>
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        sx={{ columnGap: 1, rowGap: 0.5, mb: 1.5, alignItems: 'center' }}
      >
        <Typography variant="body2">{t('plan.risk')}</Typography>{' '}
        <RiskLabel risk={plan.risk} through={plan.riskThrough} />
      </Stack>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {plan.steps.map(step => (
          <PlannedStepRow key={step.id} step={hideIn(step, secrets)} />
        ))}
      </Box>
    </Box>
  );
}

/** `7 steps · 6 commands · usually 31 s` */
function describeTotals(
  { steps, commands, usualMs }: RunPlan['totals'],
  t: Translate,
): string {
  return [
    t('plan.steps', { count: steps }),
    t('plan.commands', { count: commands }),
    usualMs !== undefined &&
      t('plan.usual', { duration: formatDuration(usualMs) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function hideIn(step: PlannedStep, secrets: string[]): PlannedStep {
  const hide = (text: string) => hideSecrets(text, secrets);
  return {
    ...step,
    because: step.because && hide(step.because),
    text: hide(step.text),
    failure: step.failure && hide(step.failure),
    command: step.command?.map(hide),
    lines: step.lines?.map(hide),
    parts: step.parts?.map(part => ({
      ...part,
      title: hide(part.title),
      text: hide(part.text),
      failure: part.failure && hide(part.failure),
      command: part.command?.map(hide),
    })),
  };
}
