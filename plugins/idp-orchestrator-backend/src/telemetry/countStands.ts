import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** Work that kept this process from everything else. */
interface Stand {
  ms: number;
  run?: string;
  flow?: string;
  step?: string;
}

/**
 * Counts how often, and for how long, the event loop stood. The log says in
 * which run and expression: there are too many of both for labels.
 */
export function countStands(
  metrics: MetricsService,
  watchdog: { onStand(listener: (stand: Stand) => void): void },
): void {
  const seconds = metrics.createHistogram(
    'idp_orchestrator_event_loop_stand_seconds',
    {
      description:
        'How long the event loop did nothing else, by the flow and step that it worked on',
      unit: 's',
      advice: { explicitBucketBoundaries: [1, 2, 5, 10, 30, 60] },
    },
  );
  watchdog.onStand(({ ms, flow = '', step = '' }) =>
    seconds.record(ms / 1_000, { flow, step }),
  );
}
