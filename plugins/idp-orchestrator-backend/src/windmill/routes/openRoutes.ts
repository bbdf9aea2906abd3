import type { Router } from 'express';
import type { WindmillOptions } from '../WindmillOptions';

/** The version of the API that is spoken here, as Windmill writes versions. */
const VERSION = 'v1.818.0 (IDP Orchestrator)';

/**
 * The time (ms) for which a worker that was seen counts as alive, as in
 * Windmill.
 */
const ALIVE_MS = 5 * 60 * 1_000;
/** The time (ms) for which one look at the health is good. */
const FRESH_MS = 5_000;

interface HealthStatus {
  status: 'healthy' | 'degraded' | 'unhealthy';
  checked_at: string;
  database_healthy: boolean;
  workers_alive: number;
}

/** Adds the only routes that ask for no token. */
export function addOpenRoutes(router: Router, options: WindmillOptions): void {
  let last: { at: number; health: Promise<HealthStatus> } | undefined;

  router.get('/version', (_, res) => {
    res.type('text/plain').send(VERSION);
  });

  router.get('/health/status', async (_, res) => {
    const now = options.clock.now();
    if (!last || now - last.at >= FRESH_MS) {
      last = { at: now, health: readHealth(options) };
    }
    const health = await last.health;
    res.status(health.status === 'unhealthy' ? 503 : 200).json(health);
  });
}

async function readHealth({
  workers,
  clock,
  logger,
}: WindmillOptions): Promise<HealthStatus> {
  const now = clock.now();
  const checked_at = new Date(now).toISOString();
  try {
    const known = await workers.list();
    const alive = known.filter(
      ({ role, seenAt }) => role !== 'api' && seenAt > now - ALIVE_MS,
    );
    return {
      status: alive.length > 0 ? 'healthy' : 'degraded',
      checked_at,
      database_healthy: true,
      workers_alive: alive.length,
    };
  } catch (error) {
    logger.warn('The database cannot be asked for workers', error as Error);
    return {
      status: 'unhealthy',
      checked_at,
      database_healthy: false,
      workers_alive: 0,
    };
  }
}
