import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  PlannedStep,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bringIntoView } from '../bringIntoView';
import { PlannedStepRow } from '../plan/PlannedStepRow';
import { RiskLabel } from '../state/RiskLabel';
import { useText } from '../translation';
import { hideSecrets } from './input/hideSecrets';

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
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        sx={{ columnGap: 1, rowGap: 0.5, mb: 1.5, alignItems: 'center' }}
      >
        <Typography variant="body2">{t('plan.risk')}</Typography>{' '}
        <RiskLabel risk={plan.risk} through={plan.riskThrough} />
        {plan.dryRun && (
          <Chip
            size="small"
            variant="outlined"
            label={t('dryRun.chip')}
            sx={{ m: 0 }}
          />
        )}
      </Stack>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {plan.steps.map(step => (
          <PlannedStepRow key={step.id} step={hideIn(step, secrets)} />
        ))}
      </Box>
    </Box>
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
