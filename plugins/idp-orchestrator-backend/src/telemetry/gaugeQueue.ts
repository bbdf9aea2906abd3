import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Clock, QueueFigures, RunQueue } from '../ports';

/**
 * The time (ms) for which a read is good, so that both figures of one scrape
 * come from one.
 */
const FRESH_MS = 1_000;

/** Measures the queue when somebody collects figures; every process tells the same of one database. */
export function gaugeQueue(
  metrics: MetricsService,
  {
    queue,
    clock,
    logger,
  }: { queue: RunQueue; clock: Clock; logger: LoggerService },
): void {
  let readAt = -Infinity;
  let reading: Promise<QueueFigures | undefined> = Promise.resolve(undefined);
  const read = () => {
    const now = clock.now();
    if (now - readAt >= FRESH_MS) {
      readAt = now;
      reading = queue.read(now).catch((error: Error) => {
        logger.warn('The queue of runs cannot be measured now', error);
        return undefined;
      });
    }
    return reading;
  };
  metrics
    .createObservableGauge('idp_orchestrator_queue_depth', {
      description: 'Runs that could begin and have not yet',
    })
    .addCallback(async result => {
      const figures = await read();
      if (figures) result.observe(figures.waiting);
    });
  metrics
    .createObservableGauge('idp_orchestrator_queue_oldest_seconds', {
      description: 'How long the oldest of the runs that wait has waited',
      unit: 's',
    })
    .addCallback(async result => {
      const figures = await read();
      if (figures) result.observe(figures.oldestMs / 1_000);
    });
}
