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
  return {
    ...seen,
    status: seen.status === 'unhealthy' ? 'unhealthy' : 'degraded',
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
