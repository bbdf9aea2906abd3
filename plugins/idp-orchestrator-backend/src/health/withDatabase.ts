import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DatabaseSight } from '../ports';
import type { PlatformHealthService } from './createPlatformHealth';

/**
 * Judges a platform as degraded at best while the orchestrator's own database
 * is away, however its services are: it can do nothing then.
 */
export function withDatabase(
  health: PlatformHealthService,
  database: DatabaseSight,
): PlatformHealthService {
  return {
    async check(options) {
      const [seen, why] = await Promise.all([
        health.check(options),
        database.unavailableReason(),
      ]);
      return why === undefined ? seen : degrade(seen, why);
    },
  };
}

function degrade(seen: PlatformHealth, why: string): PlatformHealth {
  const isUnhealthy = seen.status === 'unhealthy';
  return {
    ...seen,
    status: isUnhealthy ? 'unhealthy' : 'degraded',
    summary: isUnhealthy ? `${seen.summary} ${why}.` : `Degraded: ${why}.`,
    recommendations: [
      {
        service: 'idp-orchestrator',
        severity: 'critical',
        text: `${why}. Look at the database of the backend`,
      },
      ...seen.recommendations,
    ],
  };
}
