import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { SCHEDULE_STATES } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScheduleMetrics, ScheduleStore } from '../ports';

const LATE_SECONDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600];

/**
 * Measures what is due and what became of it. How many schedules there are, and
 * when the next one is due, is told by every process alike; a next time that lies
 * long in the past says that nobody starts what is due.
 */
export function measureSchedules(
  metrics: MetricsService,
  { store, logger }: { store: ScheduleStore; logger: LoggerService },
): ScheduleMetrics {
  const occurrences = metrics.createCounter(
    'idp_orchestrator_schedule_occurrences',
    { description: 'Due times of schedules, by what became of them' },
  );
  const lateness = metrics.createHistogram(
    'idp_orchestrator_schedule_lateness_seconds',
    {
      description: 'From when something should begin until its run was made',
      unit: 's',
      advice: { explicitBucketBoundaries: LATE_SECONDS },
    },
  );
  const read = <T>(reading: Promise<T>): Promise<T | undefined> =>
    reading.catch((error: Error) => {
      logger.warn('Schedules cannot be measured now', error);
      return undefined;
    });
  metrics
    .createObservableGauge('idp_orchestrator_schedules', {
      description: 'Schedules, by their states',
    })
    .addCallback(async result => {
      const counts = await read(store.countStates());
      if (!counts) return;
      for (const state of SCHEDULE_STATES) {
        result.observe(counts.get(state) ?? 0, { state });
      }
    });
  metrics
    .createObservableGauge('idp_orchestrator_schedule_next_timestamp_seconds', {
      description: 'When the next due time of all schedules is to begin',
      unit: 's',
    })
    .addCallback(async result => {
      const state = await read(store.readState());
      if (state?.nextAt !== undefined) result.observe(state.nextAt / 1_000);
    });
  return {
    decided({ flow, environment }, outcome) {
      occurrences.add(1, { flow, environment, outcome });
    },
    begun({ flow, environment }, lateMs) {
      lateness.record(Math.max(0, lateMs) / 1_000, { flow, environment });
    },
  };
}
