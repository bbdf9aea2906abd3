import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { redactAddress } from '../addresses';
import type { ServiceDefinition } from '../platform';
import type { Observation } from './Observation';
import type { Sight } from './probes';

/**
 * Judges a service by what its probes saw. Its score is the mean of its
 * workload and its endpoint, as far as they could be asked. It is down when an
 * endpoint is, or, without one, its workload.
 */
export function judgeService(
  service: ServiceDefinition,
  sights: Sight[],
): Observation {
  const { name, title, environment, url, critical, dependsOn } = service;
  const known = sights.filter(({ status }) => status !== 'unknown');
  const status = statusOf(known);
  const score = scoreOf(known);
  const concerns = known.length > 0 ? known.filter(isNotWell) : sights;
  const reason = concerns.map(({ text }) => text).join('; ');
  const latencyMs = sights.find(
    sight => sight.latencyMs !== undefined,
  )?.latencyMs;
  const answers = sights.some(({ answered }) => answered);
  const { replicas, workload, version } =
    sights.find(sight => sight.replicas) ?? {};
  const health: ServiceHealth = {
    name,
    title,
    environment,
    status,
    ...(score !== undefined && { score }),
    ...(url && answers && { url: redactAddress(url) }),
    ...(status !== 'healthy' && { reason: reason || NOTHING_TO_ASK }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(replicas && { replicas }),
    ...(version && { version }),
    ...(workload && { workload }),
    critical,
    dependsOn,
    probes: sights.map(toProbeResult),
  };
  return { service, health, next: concerns.find(({ next }) => next)?.next };
}

const NOTHING_TO_ASK = 'no probe is configured';

function isNotWell({ status }: Sight): boolean {
  return status !== 'healthy';
}

function statusOf(known: Sight[]): ServiceHealth['status'] {
  if (known.length === 0) return 'unknown';
  if (!known.some(isNotWell)) return 'healthy';
  const endpoints = known.filter(({ kind }) => kind !== 'kubernetes');
  const deciding = endpoints.length > 0 ? endpoints : known;
  return deciding.some(({ status }) => status === 'down') ? 'down' : 'degraded';
}

function scoreOf(known: Sight[]): number | undefined {
  const workload = meanScore(known.filter(({ kind }) => kind === 'kubernetes'));
  const endpoint = meanScore(known.filter(({ kind }) => kind !== 'kubernetes'));
  const score = mean([workload, endpoint].flatMap(each => each ?? []));
  return score === undefined ? undefined : Math.round(score);
}

function meanScore(sights: Sight[]): number | undefined {
  return mean(sights.flatMap(({ score }) => score ?? []));
}

/** Computes the mean; undefined when there are no numbers. */
export function mean(numbers: number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function toProbeResult({ kind, status, text, latencyMs, isThere }: Sight) {
  return {
    kind,
    status,
    text,
    ...(latencyMs !== undefined && { latencyMs }),
    ...(isThere !== undefined && { isThere }),
  };
}
