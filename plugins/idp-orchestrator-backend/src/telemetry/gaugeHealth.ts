import { isMeantStopped } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { HealthMetrics } from '../ports';

/**
 * Measures the scores as they were last seen. Only the process that looked has
 * them: a query takes the newest, or the lowest to be careful.
 */
export function gaugeHealth(metrics: MetricsService): HealthMetrics {
  const service = metrics.createGauge('idp_orchestrator_service_health_score', {
    description: 'Health of a service, 0 to 100; none while it is unknown',
  });
  const platform = metrics.createGauge(
    'idp_orchestrator_platform_health_score',
    { description: 'Health of an environment, 0 to 100' },
  );
  const down = metrics.createGauge('idp_orchestrator_service_down', {
    description: '1 when a service was seen to be down, else 0',
  });
  const stopped = metrics.createGauge('idp_orchestrator_service_stopped', {
    description:
      '1 when a service is meant to be stopped, by who stopped it; else 0',
  });
  const attention = metrics.createGauge(
    'idp_orchestrator_service_needs_attention',
    {
      description:
        '1 when a service is down or degraded, is meant to run, and no run has it in its hands; else 0',
    },
  );
  return {
    observed({ environment, status, score, services, checkedAt }) {
      const isJudged = status !== 'stopped' && status !== 'changing';
      if (isJudged) platform.record(score, { environment });
      const at = Date.parse(checkedAt);
      for (const one of services) {
        const labels = { environment, service: one.name };
        down.record(one.status === 'down' ? 1 : 0, {
          ...labels,
          critical: one.critical,
        });
        stopped.record(isMeantStopped(one, at) ? 1 : 0, labels);
        attention.record(one.needsAttention ? 1 : 0, {
          ...labels,
          critical: one.critical,
        });
        if (typeof one.score === 'number') service.record(one.score, labels);
      }
    },
  };
}
