import type {
  Schedule,
  ScheduleDetail,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bootstrapFlow } from './flows';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

const ANNA = { kind: 'user' as const, ref: 'user:default/anna' };

interface RunIds {
  success: string;
  failure: string;
}

/** A schedule of each kind that the reader of the pages may meet. */
export function recordSchedules(now: number, runs: RunIds): ScheduleDetail[] {
  const at = (ms: number) => new Date(now + ms).toISOString();
  return [
    {
      ...scheduleOf(now, { id: 'nightly-cleanup', title: 'Nightly clean-up' }),
      occurrences: [
        { dueAt: at(-9 * HOUR_MS), outcome: 'started', runId: runs.success },
        {
          dueAt: at(-9 * HOUR_MS - DAY_MS),
          outcome: 'skipped-overlap',
          because: 'Run 5 is waiting for an approval since 3 days',
        },
        {
          dueAt: at(-9 * HOUR_MS - 2 * DAY_MS),
          outcome: 'missed-down',
          because: 'No backend was there',
        },
      ],
    },
    {
      ...stopped(now, {
        id: 'weekly-report',
        title: 'Weekly report',
        state: 'paused',
        stateReason: 'The registry is moved',
        stateBy: ANNA,
        overlap: 'allow',
      }),
      missed: 3,
    },
    {
      ...stopped(now, {
        id: 'sync-users',
        title: 'Sync users',
        state: 'failing',
        stateReason:
          'The last 3 runs failed, and it stops after 3. Resume it when the reason is gone',
        onFailure: { pauseAfter: 3 },
      }),
      occurrences: [
        { dueAt: at(-HOUR_MS), outcome: 'started', runId: runs.failure },
      ],
      missed: 1,
    },
    stopped(now, {
      id: 'rotate-keys',
      state: 'needs-consent',
      stateReason: 'user:default/ben may not start it any more',
    }),
    scheduleOf(now, {
      id: 'restart-registry',
      title: 'Restart the registry',
      willRun: {
        result: 'broken',
        reason: 'There is no script restart-registry',
        at: at(-HOUR_MS),
      },
    }),
    scheduleOf(now, {
      id: 'production-backup',
      title: 'Back up production',
      environment: 'production',
      willRun: {
        result: 'needs-consent',
        reason: 'user:default/ben may not start it any more',
        at: at(-HOUR_MS),
      },
    }),
  ];
}

/** A schedule that is due each night, with what is said about it. */
export function scheduleOf(
  now: number,
  more: Partial<Schedule> & { id: string },
): ScheduleDetail {
  const at = (ms: number) => new Date(now + ms).toISOString();
  const nights = [0, 1, 2, 3, 4].map(night => 15 * HOUR_MS + night * DAY_MS);
  return {
    schedule: {
      flow: bootstrapFlow.id,
      input: { platform_name: 'acme' },
      environment: 'development',
      cron: '30 2 * * *',
      timezone: 'Asia/Tokyo',
      overlap: 'skip',
      catchUp: { mode: 'none' },
      onFailure: {},
      revision: 4,
      source: 'portal',
      state: 'active',
      willRun: { result: 'ok', at: at(-HOUR_MS) },
      consentedBy: ANNA.ref,
      nextDueAt: at(nights[0]),
      createdAt: at(-30 * DAY_MS),
      updatedAt: at(-2 * DAY_MS),
      createdBy: ANNA,
      ...more,
    },
    nextTimes: nights.map((ms, index) => ({
      at: at(ms),
      local: '2026-12-01T02:30',
      offset: '+09:00',
      notes:
        index === 1
          ? ['The clocks change: 02:30 comes twice that day in Asia/Tokyo.']
          : [],
    })),
    notes: [],
    occurrences: [],
    missed: 0,
  };
}

function stopped(
  now: number,
  more: Partial<Schedule> & { id: string },
): ScheduleDetail {
  const stateSince = new Date(now - 2 * DAY_MS).toISOString();
  return {
    ...scheduleOf(now, { stateSince, nextDueAt: undefined, ...more }),
    nextTimes: [],
  };
}
