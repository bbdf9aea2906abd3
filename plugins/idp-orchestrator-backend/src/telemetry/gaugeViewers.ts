import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** Measures how many follow a run in this process: a stream each, whatever they follow. */
export function gaugeViewers(
  metrics: MetricsService,
  feeds: { readonly viewers: number },
): void {
  metrics
    .createObservableGauge('idp_orchestrator_run_viewers', {
      description: 'Streams of runs that are open in this process',
    })
    .addCallback(result => result.observe(feeds.viewers));
}
