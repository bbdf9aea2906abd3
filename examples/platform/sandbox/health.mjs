// The health of the whole sandbox, from real requests: scores, a state, and
// what to do next.
import { probe } from './probe.mjs';
import { findProcess } from './processes.mjs';
import { SERVICES, urlOf } from './services.mjs';

/** @param {string[]} without  layers that were not set up, and do not count */
export async function checkHealth(without, only = []) {
  const asked = SERVICES.filter(
    ({ layer, name }) =>
      !without.includes(layer) && (only.length === 0 || only.includes(name)),
  );
  const observed = await Promise.all(asked.map(observe));
  const score = Math.round(
    observed.reduce((sum, service) => sum + service.score, 0) /
      Math.max(observed.length, 1),
  );
  const status = judge(observed, score);
  return {
    status,
    score,
    ready: observed.every(
      ({ critical, health }) => !critical || health === 'healthy',
    ),
    checked_at: new Date().toISOString(),
    runtime: 'sandbox',
    services: Object.fromEntries(
      observed.map(({ name, critical, ...service }) => [name, service]),
    ),
    urls: Object.fromEntries(
      observed
        .filter(({ health }) => health === 'healthy')
        .map(({ name, url }) => [name, url]),
    ),
    recommendations: observed.flatMap(recommend),
  };
}

async function observe(service) {
  const { name, title, critical } = service;
  const { healthy, score, latencyMs, reason } = await probe(service);
  const running = findProcess(service) !== undefined;
  return {
    name,
    critical,
    title,
    status: running ? 'running' : 'stopped',
    health: healthy ? 'healthy' : score > 0 ? 'degraded' : 'down',
    score,
    url: urlOf(service),
    ...(latencyMs !== undefined && { latency_ms: latencyMs }),
    ...(reason && { reason }),
  };
}

function judge(observed, score) {
  const criticalDown = observed.some(
    ({ critical, health }) => critical && health === 'down',
  );
  if (score < 70 || criticalDown) return 'unhealthy';
  return score >= 90 && observed.every(({ health }) => health === 'healthy')
    ? 'healthy'
    : 'degraded';
}

function recommend({ name, title, health, critical, reason }) {
  if (health === 'healthy') return [];
  const action = health === 'down' ? 'start' : 'restart';
  return [
    {
      service: name,
      severity: critical ? 'critical' : 'warning',
      text: `${title} is ${health}: ${reason}. To ${action} it: idp.sh ${action} --services ${name}`,
      action,
    },
  ];
}
