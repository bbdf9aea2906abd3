import {
  scheduleDefinitionSchema,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StoredSchedule } from '../ports';

/** A schedule by which something is due each hour, unless it says otherwise. */
export function scheduleOf(
  definition: Partial<ScheduleDefinition> = {},
  more: Partial<StoredSchedule> = {},
): StoredSchedule {
  const { cron, at, every = cron || at ? undefined : '1h' } = definition;
  return {
    definition: scheduleDefinitionSchema.parse({
      id: 'hourly',
      flow: 'test-flow',
      environment: 'development',
      timezone: 'UTC',
      ...definition,
      ...(every && { every }),
    }),
    revision: 1,
    consent: { principal: 'user:default/anna', consents: [] },
    state: 'active',
    detail: { since: 0 },
    outlook: { result: 'ok', at: new Date(0).toISOString() },
    cursorAt: 0,
    nextAt: 60 * 60 * 1_000,
    createdAt: 0,
    updatedAt: 0,
    createdBy: { kind: 'user', ref: 'user:default/anna' },
    ...more,
  };
}
