// The health of the sandbox's services, from real requests.
import { describePlatform, healthOf } from '../health/describePlatform.mjs';
import { probe } from './probe.mjs';
import { findProcess } from './processes.mjs';
import { SERVICES, urlOf } from './services.mjs';

/**
 * @param {string[]} without  layers or services that were not set up, and do not count
 * @param {string[]} only     names; all when empty
 */
export async function checkHealth(without, only = []) {
  const asked = SERVICES.filter(
    ({ layer, name }) =>
      !without.includes(layer) &&
      !without.includes(name) &&
      (only.length === 0 || only.includes(name)),
  );
  return describePlatform(await Promise.all(asked.map(observe)), 'sandbox');
}

async function observe(service) {
  const { name, title, critical } = service;
  const { score, latencyMs, reason } = await probe(service);
  const running = findProcess(service) !== undefined;
  return {
    name,
    critical,
    title,
    status: running ? 'running' : 'stopped',
    health: healthOf(score),
    score,
    url: urlOf(service),
    ...(latencyMs !== undefined && { latency_ms: latencyMs }),
    ...(reason && { reason }),
  };
}
