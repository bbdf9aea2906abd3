import { NotFoundError } from '@backstage/errors';
import type {
  Calendar,
  CalendarQuery,
  Schedule,
  ScheduleDefinition,
  ScheduleDetail,
  ScheduleOccurrence,
  ScheduleTiming,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { RecordedWindows } from './RecordedWindows';

const DAY_MS = 24 * 60 * 60 * 1_000;

const ME = { kind: 'user' as const, ref: 'user:default/guest' };

/** Stands in for what the backend knows of schedules. */
export class RecordedSchedules extends RecordedWindows {
  schedules: ScheduleDetail[] = [];
  /** What people did with them, in order. */
  readonly scheduled: Array<{ act: string; id: string; request: object }> = [];
  /** What became of due times before those that a schedule is told with, newest first. */
  olderOccurrences: ScheduleOccurrence[] = [];
  /** The run that a schedule starts by hand. */
  triggersRun = '';

  /** What was and will be started; nothing when absent. */
  calendar?: Calendar;
  readonly askedCalendars: CalendarQuery[] = [];

  async getCalendar(query: CalendarQuery = {}): Promise<Calendar> {
    this.askedCalendars.push(query);
    return this.calendar ?? { items: [], windows: [], collisions: [] };
  }

  async listSchedules(
    query: { limit?: number | string; cursor?: string } = {},
  ) {
    const { cursor = '0' } = query;
    const limit = Number(query.limit ?? 50);
    const from = Number(cursor);
    const page = this.schedules.slice(from, from + limit);
    const items = page.map(({ schedule, occurrences: [last] }) => ({
      ...schedule,
      last,
    }));
    const isLast = from + limit >= this.schedules.length;
    return { items, ...(!isLast && { nextCursor: String(from + limit) }) };
  }

  async getSchedule(id: string): Promise<ScheduleDetail> {
    const found = this.schedules.find(({ schedule }) => schedule.id === id);
    if (found) return found;
    throw Object.assign(new NotFoundError(`There is no schedule ${id}`), {
      statusCode: 404,
    });
  }

  /** A pattern of five fields is due once a day. */
  async previewSchedule(timing: ScheduleTiming) {
    const { cron, timezone } = timing;
    const [pattern] = [cron ?? '* * * * *'].flat();
    if (pattern.split(' ').length !== 5) {
      throw refuse([
        { path: 'cron', expected: 'five fields', got: `"${pattern}"` },
      ]);
    }
    const from = Date.now();
    const nextTimes = [1, 2, 3, 4, 5].map(day => ({
      at: new Date(from + day * DAY_MS).toISOString(),
      local: `in ${timezone}`,
      offset: '+00:00',
      notes: [],
    }));
    return { nextTimes, notes: [] };
  }

  async createSchedule(request: { definition: object }): Promise<Schedule> {
    const definition = request.definition as ScheduleDefinition;
    this.scheduled.push({ act: 'create', id: definition.id, request });
    const detail = made(definition);
    this.schedules = [...this.schedules, detail];
    return detail.schedule;
  }

  updateSchedule = (id: string, request: { definition: object }) =>
    this.#change({ act: 'update', id, request }, request.definition);

  pauseSchedule = (id: string, request: { reason?: string }) =>
    this.#change(
      { act: 'pause', id, request },
      {
        state: 'paused',
        stateReason: request.reason,
        stateBy: ME,
        stateSince: new Date().toISOString(),
        nextDueAt: undefined,
      },
    );

  async resumeSchedule(id: string, request: { missed: string }) {
    const { missed } = await this.getSchedule(id);
    const schedule = await this.#change(
      { act: 'resume', id, request },
      {
        state: 'active',
        stateReason: undefined,
        stateBy: undefined,
        willRun: { result: 'ok', at: new Date().toISOString() },
      },
    );
    const started = { skip: 0, latest: Math.min(1, missed), all: missed };
    const caughtUp = started[request.missed as keyof typeof started];
    return { schedule, caughtUp };
  }

  async removeSchedule(id: string, request: object): Promise<Schedule> {
    const schedule = await this.#change({ act: 'remove', id, request });
    this.schedules = this.schedules.filter(one => one.schedule.id !== id);
    return schedule;
  }

  async triggerSchedule(
    id: string,
    request: object,
  ): Promise<ScheduleOccurrence> {
    await this.#change({ act: 'trigger', id, request });
    const dueAt = new Date().toISOString();
    return { dueAt, outcome: 'manual', runId: this.triggersRun };
  }

  async skipNext(id: string, request: object): Promise<ScheduleOccurrence> {
    const { nextDueAt = '' } = await this.#change({ act: 'skip', id, request });
    return { dueAt: nextDueAt, outcome: 'skipped' };
  }

  async listOccurrences(id: string, query: { before?: string } = {}) {
    const { before } = query;
    const { occurrences } = await this.getSchedule(id);
    const items = [...occurrences, ...this.olderOccurrences].filter(
      ({ dueAt }) => before === undefined || dueAt < before,
    );
    return { items: items.slice(0, 20) };
  }

  async #change(
    { act, id, request }: { act: string; id: string; request: object },
    part: Partial<Schedule> = {},
  ): Promise<Schedule> {
    const detail = await this.getSchedule(id);
    this.scheduled.push({ act, id, request });
    const schedule = { ...detail.schedule, ...part };
    this.schedules = this.schedules.map(one =>
      one === detail ? { ...detail, schedule } : one,
    );
    return schedule;
  }
}

function made(definition: ScheduleDefinition): ScheduleDetail {
  const at = new Date().toISOString();
  return {
    schedule: {
      ...definition,
      revision: 1,
      state: 'active',
      willRun: { result: 'ok', at },
      consentedBy: ME.ref,
      createdAt: at,
      updatedAt: at,
      createdBy: ME,
      source: 'portal',
    },
    nextTimes: [],
    notes: [],
    occurrences: [],
    missed: 0,
  };
}

function refuse(
  problems: Array<{ path: string; expected: string; got: string }>,
): Error {
  const message = 'The schedule is not usable';
  return Object.assign(new Error(message), {
    statusCode: 400,
    cause: { message, problems },
  });
}
