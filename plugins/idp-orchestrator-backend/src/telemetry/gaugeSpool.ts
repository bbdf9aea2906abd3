import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** Measures what the scripts of unfinished runs have written on this host. */
export function gaugeSpool(
  metrics: MetricsService,
  {
    measureSpool,
    logger,
  }: { measureSpool(): Promise<number>; logger: LoggerService },
): void {
  metrics
    .createObservableGauge('idp_orchestrator_spool_bytes', {
      description: 'Size of the files of attempts on this host',
      unit: 'By',
    })
    .addCallback(async result => {
      try {
        result.observe(await measureSpool());
      } catch (error) {
        logger.warn('The spool cannot be measured now', error as Error);
      }
    });
}
