import type {
  PlatformHealth,
  Recommendation,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock } from '../ports';
import type { ServiceDefinition } from '../platform';
import { probeHttp } from './httpProbe';

export interface PlatformHealthService {
  /**
   * An answer is kept for two seconds; `refresh` asks anew. Of `services` that
   * are named, only those are told of and judged.
   */
  check(options: {
    refresh: boolean;
    services?: string[];
  }): Promise<PlatformHealth>;
}

const KEPT_MS = 2_000;

/** Asks all services at the same time; askers at the same time share one answer. */
export function createPlatformHealth(options: {
  services: ServiceDefinition[];
  clock: Clock;
}): PlatformHealthService {
  let kept: { at: number; health: PlatformHealth } | undefined;
  let asking: Promise<PlatformHealth> | undefined;
  const ask = async () => {
    const services = await Promise.all(
      options.services.map(service => observe(service, options.clock)),
    );
    const at = options.clock.now();
    const health = judgePlatform(services, new Date(at).toISOString());
    kept = { at, health };
    return health;
  };
  const checkAll = async (refresh: boolean) => {
    const isFresh = kept && options.clock.now() - kept.at < KEPT_MS;
    if (kept && isFresh && !refresh) return kept.health;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return {
    async check({ refresh, services: names = [] }) {
      const health = await checkAll(refresh);
      if (names.length === 0) return health;
      const services = health.services.filter(({ name }) =>
        names.includes(name),
      );
      return judgePlatform(services, health.checkedAt);
    },
  };
}

async function observe(
  service: ServiceDefinition,
  clock: Clock,
): Promise<ServiceHealth> {
  const { name, title, url, critical, dependsOn } = service;
  const observed = await probeHttp(service, clock);
  return { name, title, url, critical, dependsOn, ...observed };
}

/** Scores per the mean of what could be asked; a critical service down is never healthy. */
export function judgePlatform(
  services: ServiceHealth[],
  checkedAt: string,
): PlatformHealth {
  const scores = services.flatMap(({ score }) => score ?? []);
  const mean =
    scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
  const score = Math.round(mean);
  return {
    status: scores.length === 0 ? 'unknown' : statusOf(services, score),
    score,
    checkedAt,
    services,
    recommendations: services.flatMap(recommend),
  };
}

function statusOf(
  services: ServiceHealth[],
  score: number,
): PlatformHealth['status'] {
  if (score < 70) return 'unhealthy';
  const criticalDown = services.some(
    ({ critical, status }) => critical && status === 'down',
  );
  return score >= 90 && !criticalDown ? 'healthy' : 'degraded';
}

function recommend(service: ServiceHealth): Recommendation[] {
  const { name, title, status, critical, reason } = service;
  if (status === 'healthy') return [];
  const text = `${title} is ${status}: ${reason ?? 'no reason known'}.`;
  if (status === 'unknown') {
    return [
      {
        service: name,
        severity: 'info',
        text: `${text} Configure how it can be asked.`,
      },
    ];
  }
  const operation = status === 'down' ? 'start' : 'restart';
  return [
    {
      service: name,
      severity: critical ? 'critical' : 'warning',
      text: `${text} ${operation === 'start' ? 'Start' : 'Restart'} it.`,
      action: { operation, services: [name] },
    },
  ];
}
