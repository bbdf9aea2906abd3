import {
  findDrift,
  isMeantStopped,
  summarizeHealth,
  type PlatformHealth,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceIntent } from '../ports';
import type { IntentOf } from './IntentReader';
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
  /** Tells what is meant for each of them; that all run when absent. */
  intentOf?: IntentOf;
}

/**
 * Judges the platform by the services that are meant to run and that no run has
 * in its hands: what is wanted is no failure.
 */
export function judgePlatform({
  observations,
  names,
  intentOf = () => ({}),
  ...rest
}: PlatformSight): PlatformHealth {
  const at = Date.parse(rest.checkedAt);
  const all = linkDependencies(observations).map(observation => ({
    ...observation,
    health: withIntent(observation.health, intentOf(observation), at),
  }));
  const told = names
    ? all.filter(({ health }) => names.includes(health.name))
    : all;
  const services = told.map(({ health }) => health);
  const judged = services.filter(
    one => !one.pending && !isMeantStopped(one, at),
  );
  const health = {
    ...rest,
    status: statusOf(services, judged),
    services,
    ...(!names && isNew(told, intentOf) && { isNew: true }),
  };
  return {
    ...health,
    summary: summarizeHealth(health),
    score: Math.round(mean(judged.flatMap(each => each.score ?? [])) ?? 0),
    recommendations: recommend(told, all, at),
  };
}

function withIntent(
  health: ServiceHealth,
  { wanted, pending, seen }: ServiceIntent,
  at: number,
): ServiceHealth {
  const { status } = health;
  const isBad = status === 'down' || status === 'degraded';
  const drift = findDrift({ status, wanted, pending }, at);
  const isMeant = !pending && !isMeantStopped({ wanted }, at);
  return {
    ...health,
    ...(seen?.since && seen.status === status && { since: seen.since }),
    ...(wanted && { wanted }),
    ...(pending && { pending }),
    ...(drift && { drift }),
    needsAttention: isBad && isMeant,
  };
}

function statusOf(
  services: ServiceHealth[],
  judged: ServiceHealth[],
): PlatformHealth['status'] {
  if (services.length > 0 && judged.length === 0) {
    return services.some(({ pending }) => pending) ? 'changing' : 'stopped';
  }
  if (judged.every(({ status }) => status === 'unknown')) return 'unknown';
  const down = judged.filter(({ status }) => status === 'down');
  const isCritical = down.some(({ critical }) => critical);
  if (isCritical || down.length * 2 >= judged.length) return 'unhealthy';
  return judged.some(({ needsAttention }) => needsAttention)
    ? 'degraded'
    : 'healthy';
}

/** Tells whether nothing ever ran here: all that can be asked is down, as it was from the start, and nothing was started. */
function isNew(told: Observation[], intentOf: IntentOf): boolean {
  return (
    told.some(({ health }) => health.status === 'down') &&
    told.every(observation => {
      const { status } = observation.health;
      const { wanted, pending, seen } = intentOf(observation);
      const isNone = status === 'down' || status === 'unknown';
      return isNone && !wanted && !pending && !seen?.wasUp;
    })
  );
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
