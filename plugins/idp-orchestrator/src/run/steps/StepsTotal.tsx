import Box from '@mui/material/Box';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { countSteps } from './countSteps';

/** How many of the steps are over, and how many failed: `172 of 300, 1 failed`. */
export function StepsTotal({ steps }: { steps: RunStep[] }) {
  const t = useText();
  const { total, done, failed } = countSteps(steps);
  const parts = [
    t('steps.total', { done: String(done), total: String(total) }),
    failed > 0 && t('steps.failed', { count: failed }),
  ];
  return (
    <Box
      component="span"
      sx={{ ml: 1, mr: 'auto', fontWeight: 400, color: 'text.secondary' }}
    >
      {parts.filter(Boolean).join(', ')}
    </Box>
  );
}
