// From what was observed of each service: a score, a state, and what to do next.

/**
 * @typedef {object} Observed
 * @property {string} name
 * @property {string} title
 * @property {boolean} critical  the platform cannot be healthy without it
 * @property {'running' | 'stopped'} status
 * @property {'healthy' | 'degraded' | 'down'} health
 * @property {number} score      0 to 100
 * @property {string} [url]
 * @property {string} [reason]
 */

/** @param {Observed[]} observed @param {string} runtime */
export function describePlatform(observed, runtime) {
  const score = Math.round(
    observed.reduce((sum, service) => sum + service.score, 0) /
      Math.max(observed.length, 1),
  );
  return {
    status: judge(observed, score),
    score,
    ready: observed.every(
      ({ critical, health }) => !critical || health === 'healthy',
    ),
    checked_at: new Date().toISOString(),
    runtime,
    services: Object.fromEntries(
      observed.map(({ name, critical, ...service }) => [name, service]),
    ),
    urls: Object.fromEntries(
      observed
        .filter(({ health, url }) => url && health === 'healthy')
        .map(({ name, url }) => [name, url]),
    ),
    recommendations: observed.flatMap(recommend),
  };
}

/** @param {number} score @returns {Observed['health']} */
export function healthOf(score) {
  if (score === 100) return 'healthy';
  return score > 0 ? 'degraded' : 'down';
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

/** A line for each service, for people. */
export function tellPlatform({ services }) {
  return Object.values(services)
    .map(({ title, health, url, latency_ms: latency, reason }) =>
      [
        health === 'healthy' ? '✓' : '✗',
        `${title}: ${health}`,
        reason && `(${reason})`,
        latency !== undefined && `in ${latency} ms`,
        url,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n');
}
