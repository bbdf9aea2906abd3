import { useCallback } from 'react';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/core-plugin-api';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { WhenLoaded } from '../notice/WhenLoaded';
import { PlanSummary } from '../plan/PlanSummary';
import { useText } from '../translation';
import { withEnvironment } from './withEnvironment';

interface FirstPlanProps {
  flow: FlowSummary;
  environment?: string;
}

/** The steps that a first run would take, as the backend plans them; nothing is changed. */
export function FirstPlan({ flow, environment }: FirstPlanProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal =>
        api.planRun(flow.id, withEnvironment(flow, environment), { signal }),
      [api, flow, environment],
    ),
  );
  return (
    <WhenLoaded loaded={loaded}>
      {({ steps, totals }) => (
        <>
          <PlanSummary totals={totals} />
          <Box
            component="ol"
            aria-label={t('overview.first.plan')}
            sx={{ m: 0 }}
          >
            {steps.map(({ id, title, decision, because, text }) => (
              <Box component="li" key={id} sx={{ py: 0.25 }}>
                <strong>{title}</strong>{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {decision === 'skip'
                    ? t('overview.first.skipped', { because: because ?? '' })
                    : text}
                </Box>
              </Box>
            ))}
          </Box>
        </>
      )}
    </WhenLoaded>
  );
}
