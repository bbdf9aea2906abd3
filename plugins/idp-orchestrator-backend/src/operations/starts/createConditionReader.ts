import type {
  PlatformHealth,
  ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { PlatformHealthService } from '../../health';
import type { Clock, StartedBySchedule } from '../../ports';
import { reasonNotMet, type ScheduleConditionView } from '../../schedules';

const HOUR_MS = 60 * 60 * 1_000;

export interface ConditionReaderOptions {
  health: Pick<PlatformHealthService, 'check'>;
  clock: Clock;
}

/**
 * Makes what tells why the condition of a schedule is not met now; it gives
 * undefined when it is met, or when there is none.
 */
export function createConditionReader({
  health,
  clock,
}: ConditionReaderOptions) {
  return async (
    { when, environment }: ScheduleDefinition,
    last: StartedBySchedule | undefined,
  ): Promise<string | undefined> => {
    if (when === undefined) return undefined;
    const seen = await health.check({ environment, refresh: false });
    const before = last
      ? { status: last.status, hoursAgo: (clock.now() - last.dueAt) / HOUR_MS }
      : null;
    return reasonNotMet(when, {
      ...viewOf(seen),
      environment: { name: environment },
      last: before,
    });
  };
}

function viewOf({
  status,
  score,
  services,
}: PlatformHealth): Pick<ScheduleConditionView, 'health' | 'services'> {
  return {
    health: { status, score },
    services: Object.fromEntries(
      services.map(service => [service.name, { status: service.status }]),
    ),
  };
}
