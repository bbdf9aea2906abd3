import {
  findDrift,
  isMeantStopped,
  type PlatformHealth,
  type Recommendation,
  type ServiceHealth,
  type ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';

interface Told {
  services: ServiceState[];
  environment: string;
  now: number;
  isNew?: boolean;
}

/** How the platform is with its services as they are, as the backend tells it. */
export function tellPlatformHealth(told: Told): PlatformHealth {
  const { services, environment, now, isNew } = told;
  const healths = services.map(({ health }) => judged(health, services));
  const known = healths.flatMap(({ score }) => score ?? []);
  const score = Math.round(
    known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length),
  );
  return {
    status: statusOf(healths),
    environment,
    score,
    checkedAt: new Date(now).toISOString(),
    services: healths,
    recommendations: healths.flatMap(recommend),
    ...(isNew && { isNew }),
  };
}

/** With what others are down that it needs, and whether somebody has to look after it. */
export function judged(
  health: ServiceHealth,
  services: ServiceState[],
): ServiceHealth {
  const waitsFor = health.dependsOn.filter(name =>
    services.some(
      service => service.name === name && service.health.status === 'down',
    ),
  );
  const isUnwell = health.status === 'down' || health.status === 'degraded';
  const drift = findDrift(health, Date.now());
  return {
    ...health,
    ...(drift && { drift }),
    ...(waitsFor.length > 0 && { waitsFor }),
    needsAttention: isUnwell && isMeantToRun(health),
  };
}

function isMeantToRun(health: ServiceHealth): boolean {
  return health.pending === undefined && !isMeantStopped(health, Date.now());
}

function statusOf(services: ServiceHealth[]): PlatformHealth['status'] {
  const meant = services.filter(isMeantToRun);
  if (meant.length === 0) {
    return services.some(({ pending }) => pending) ? 'changing' : 'stopped';
  }
  const asked = meant.filter(({ status }) => status !== 'unknown');
  if (asked.length === 0) return 'unknown';
  const down = meant.filter(({ status }) => status === 'down');
  if (
    down.some(({ critical }) => critical) ||
    2 * down.length >= meant.length
  ) {
    return 'unhealthy';
  }
  return asked.every(({ status }) => status === 'healthy')
    ? 'healthy'
    : 'degraded';
}

function recommend(health: ServiceHealth): Recommendation[] {
  const { name, title, status, reason, drift } = health;
  if (drift === 'runs') {
    return [
      {
        service: name,
        drift,
        severity: 'warning',
        text: `${title} runs although it was stopped`,
        action: { operation: 'stop', services: [name] },
      },
    ];
  }
  if (status === 'healthy' || health.waitsFor || !isMeantToRun(health)) {
    return [];
  }
  const text = `${title}: ${reason ?? status}`;
  if (status === 'unknown') return [{ service: name, severity: 'info', text }];
  return [
    {
      service: name,
      ...(drift && { drift }),
      severity: health.critical ? 'critical' : 'warning',
      text,
      action: {
        operation: status === 'down' ? 'start' : 'restart',
        services: [name],
      },
    },
  ];
}
