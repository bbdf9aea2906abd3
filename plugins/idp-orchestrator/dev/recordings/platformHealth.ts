import type {
  PlatformHealth,
  Recommendation,
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** How the platform is with its services as they are, as the backend tells it. */
export function tellPlatformHealth(
  services: ServiceState[],
  environment: string,
  now: number,
): PlatformHealth {
  const healths = services.map(({ health }) => withWaits(health, services));
  const known = healths.flatMap(({ score }) => score ?? []);
  const score = Math.round(
    known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length),
  );
  return {
    status: statusOf(score, healths),
    environment,
    score,
    checkedAt: new Date(now).toISOString(),
    services: healths,
    recommendations: healths.flatMap(recommend),
  };
}

/** Which of its needs are down. */
export function withWaits(
  health: ServiceHealth,
  services: ServiceState[],
): ServiceHealth {
  const waitsFor = health.dependsOn.filter(name =>
    services.some(
      service => service.name === name && service.health.status === 'down',
    ),
  );
  return waitsFor.length > 0 ? { ...health, waitsFor } : health;
}

function statusOf(
  score: number,
  services: ServiceHealth[],
): PlatformHealth['status'] {
  if (services.some(one => one.critical && one.status === 'down')) {
    return 'unhealthy';
  }
  if (score >= 90) return 'healthy';
  return score >= 70 ? 'degraded' : 'unhealthy';
}

function recommend(health: ServiceHealth): Recommendation[] {
  const { name, title, status, reason } = health;
  if (status === 'healthy' || health.waitsFor) return [];
  const text = `${title}: ${reason ?? status}`;
  if (status === 'unknown') return [{ service: name, severity: 'info', text }];
  return [
    {
      service: name,
      severity: health.critical ? 'critical' : 'warning',
      text,
      action: {
        operation: status === 'down' ? 'start' : 'restart',
        services: [name],
      },
    },
  ];
}
