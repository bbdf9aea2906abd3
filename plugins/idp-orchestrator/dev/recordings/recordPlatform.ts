import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { recordAudit } from './audit';
import { recordHistory } from './histories';
import type { RecordedPlatform } from './RecordedPlatform';
import { recordServices } from './services';

const ENVIRONMENTS = ['development', 'staging', 'production'];

/**
 * A platform of which Prometheus is down, so that others wait for it, and which
 * somebody operated; in other environments all is well.
 */
export function recordPlatform(
  platform: RecordedPlatform,
  runId: string,
  now: number,
): void {
  platform.services = ENVIRONMENTS.flatMap(recordServices);
  platform.changeHealth('prometheus', {
    status: 'down',
    score: 0,
    latencyMs: undefined,
    reason: 'http://localhost:19090: connection refused',
    probes: [
      {
        kind: 'http',
        status: 'down',
        isThere: false,
        text: 'GET http://localhost:19090/-/healthy: connection refused',
      },
    ],
  });
  platform.changeHealth('grafana', {
    status: 'degraded',
    score: 60,
    reason: 'GET /api/health answered 200 after 2.4 s',
    latencyMs: 2_400,
  });
  platform.changeHealth('pager', {
    status: 'unknown',
    score: undefined,
    latencyMs: undefined,
    reason: 'The name pager.example.com could not be resolved',
    probes: [],
  });
  platform.services = platform.services.map(service =>
    service.name === 'argo-cd' ? withChange(service, runId, now) : service,
  );
  platform.services.forEach((service, place) =>
    platform.histories.set(
      `${service.environment}/${service.name}`,
      recordHistory(service, place, now),
    ),
  );
  platform.audit = recordAudit(runId, now);
}

function withChange(
  service: ServiceState,
  runId: string,
  now: number,
): ServiceState {
  return {
    ...service,
    lastChange: {
      runId,
      operation: 'restart',
      by: { kind: 'user', ref: 'user:default/guest' },
      at: new Date(now - 40 * 60_000).toISOString(),
      status: 'succeeded',
    },
  };
}
