import { useCallback } from 'react';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/core-plugin-api';
import {
  addTotals,
  totalsOf,
  type RemainingPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { PlannedStepRow } from '../../plan/PlannedStepRow';
import { PlanSummary } from '../../plan/PlanSummary';
import { useText } from '../../translation';

/** The plan of what an approval would let go on; nothing is asked where that is not wanted. */
export function useLetGo(
  runId: string,
  isWanted: boolean,
): { value?: RemainingPlan; reload: () => void } {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      async signal =>
        isWanted ? api.getRemainingPlan(runId, { signal }) : undefined,
      [api, runId, isWanted],
    ),
  );
  const value = loaded.state === 'ready' ? loaded.value : undefined;
  return { value, reload: loaded.reload };
}

/** What an approval would let go on, each step with what it would do. */
export function LetGoPlan({ plan: { items } }: { plan: RemainingPlan }) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <div>
      <PlanSummary totals={addTotals(items.map(totalsOf))} />
      <Box
        component="ol"
        role="list"
        aria-label={t('rest.label')}
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          maxHeight: 280,
          overflowY: 'auto',
        }}
      >
        {items.map(step => (
          <PlannedStepRow key={step.id} step={step} />
        ))}
      </Box>
    </div>
  );
}
