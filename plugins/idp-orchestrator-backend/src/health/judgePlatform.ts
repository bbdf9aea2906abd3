import type {
  PlatformHealth,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { mean } from './judgeService';
import type { Observation } from './Observation';
import { recommend } from './recommend';

export interface PlatformSight extends Pick<
  PlatformHealth,
  'environment' | 'checkedAt' | 'nodes' | 'nodesUnknownBecause'
> {
  observations: Observation[];
  /** The names of the services that are told of and judged; all when absent. */
  names?: string[];
}

/**
 * Judges the platform by the mean of the services that could be asked; with a
 * critical one down it is never healthy.
 */
export function judgePlatform({
  observations,
  names,
  ...rest
}: PlatformSight): PlatformHealth {
  const all = linkDependencies(observations);
  const told = names
    ? all.filter(({ health }) => names.includes(health.name))
    : all;
  const services = told.map(({ health }) => health);
  const score = mean(services.flatMap(each => each.score ?? []));
  const rounded = Math.round(score ?? 0);
  return {
    ...rest,
    status: score === undefined ? 'unknown' : statusOf(services, rounded),
    score: rounded,
    services,
    recommendations: recommend(told, all),
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

/** Says which services need one that is down, well or not themselves. */
function linkDependencies(observations: Observation[]): Observation[] {
  const down = new Set(
    observations
      .filter(({ health }) => health.status === 'down')
      .map(({ health }) => health.name),
  );
  return observations.map(observation => {
    const { health } = observation;
    const waitsFor = health.dependsOn.filter(name => down.has(name));
    if (waitsFor.length === 0) return observation;
    return { ...observation, health: { ...health, waitsFor } };
  });
}
