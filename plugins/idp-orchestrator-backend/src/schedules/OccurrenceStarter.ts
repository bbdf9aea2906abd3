import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  parseDuration,
  type OccurrenceOutcome,
  type ScheduleOutlook,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  Clock,
  ScheduledResult,
  ScheduledStarts,
  ScheduleMetrics,
  ScheduleStore,
  StoredOccurrence,
  StoredSchedule,
} from '../ports';
import { beginByOf } from './beginByOf';
import { startOf } from './nextAtOf';
import { toNews } from './toNews';

/** How long (ms) it is tried to start what is due, where its schedule has no deadline. */
const TRIED_MS = 60 * 60 * 1_000;

export interface OccurrenceStarterOptions {
  store: ScheduleStore;
  starts: ScheduledStarts;
  metrics: ScheduleMetrics;
  clock: Clock;
  logger: LoggerService;
}

/** Starts what is due, and writes what came of it. */
export class OccurrenceStarter {
  constructor(private readonly options: OccurrenceStarterOptions) {}

  /**
   * Starts a due time that this process has claimed. What passes by itself
   * leaves it as it is, and it is taken up again.
   */
  async start(
    schedule: StoredSchedule,
    occurrence: StoredOccurrence,
  ): Promise<void> {
    const { store, clock } = this.options;
    const result = await this.#begin(schedule, occurrence);
    if (!result) return;
    const at = clock.now();
    if (result.outcome === 'denied' || result.outcome === 'missed-deadline') {
      await this.miss(schedule, occurrence, { ...result, at });
      return;
    }
    const { definition } = schedule;
    const { deadline } = occurrence.definition ?? definition;
    const { dueAt } = occurrence;
    const beginBy =
      result.outcome === 'started'
        ? beginByOf(deadline, { dueAt, now: at })
        : undefined;
    await store.finish(occurrence, { ...result, beginBy, at });
    this.options.metrics.decided(definition, result.outcome);
    if (result.outcome === 'started') {
      const wanted = startOf(definition, dueAt);
      this.options.metrics.begun(definition, at - wanted);
    }
    await this.settle(
      schedule,
      result.outcome === 'started' || result.outcome === 'skipped-when'
        ? { result: 'ok' }
        : { result: result.outcome, reason: result.because },
    );
  }

  /** Writes why something that was due is not started, and tells those whom it concerns. */
  async miss(
    schedule: StoredSchedule,
    occurrence: StoredOccurrence,
    missed: { outcome: OccurrenceOutcome; because?: string; at: number },
  ): Promise<void> {
    const { store, starts } = this.options;
    const { outcome, because: reason, at } = missed;
    const { dueAt } = occurrence;
    const owner = await starts.ownerOf(schedule.definition);
    const news = toNews(schedule, {
      ...{ at, owner, reason },
      happened: { kind: 'missed', dueTimes: [dueAt], outcome },
    });
    await store.finish(occurrence, { ...missed, news });
    this.options.metrics.decided(schedule.definition, outcome);
  }

  async #begin(
    { definition: present, consent }: StoredSchedule,
    { scheduleId, dueAt, definition = present }: StoredOccurrence,
  ): Promise<ScheduledResult | undefined> {
    const { store, starts, clock, logger } = this.options;
    try {
      const [last] = definition.when ? await store.listRuns(scheduleId, 1) : [];
      return await starts.start({ definition, consent, dueAt, last });
    } catch (error) {
      const { message } = error as Error;
      const tried = parseDuration(definition.deadline ?? '') ?? TRIED_MS;
      const at = new Date(dueAt).toISOString();
      if (clock.now() - dueAt > tried) {
        return { outcome: 'broken', because: message };
      }
      logger.warn(
        `Schedule ${scheduleId} cannot start what was due at ${at} now, and tries again`,
        error as Error,
      );
      return undefined;
    }
  }

  /**
   * Keeps what is known of the next due time, and puts a schedule into the state
   * that follows from it. It is told when that is another one.
   */
  async settle(
    schedule: StoredSchedule,
    found: Pick<ScheduleOutlook, 'result' | 'reason'>,
    more: { nextAt?: number | null } = {},
  ): Promise<void> {
    const { store, starts, clock, logger } = this.options;
    const { definition, state, detail } = schedule;
    const now = clock.now();
    const outlook = { ...found, at: new Date(now).toISOString() };
    // Of one due time nothing is started then; the schedule is as it should be.
    const { result } = found;
    const next = result === 'ok' || result === 'refused' ? 'active' : result;
    const isStopped = STOPPED.has(state);
    const changes = !isStopped && state !== next;
    if (changes && next !== 'active') {
      logger.warn(`Schedule ${definition.id} is ${next}: ${found.reason}`);
    }
    if (!changes) {
      await store.note(schedule, { outlook, ...more });
      return;
    }
    const { reason } = found;
    await store.note(schedule, {
      outlook,
      ...more,
      state: next,
      detail: { ...keptOf(detail), since: now, ...(reason && { reason }) },
      news: toNews(schedule, {
        at: now,
        owner: await starts.ownerOf(definition),
        reason,
        happened: { kind: 'changed', from: state, to: next },
      }),
    });
  }
}

const STOPPED = new Set<StoredSchedule['state']>([
  'paused',
  'failing',
  'ended',
]);

function keptOf({ wantedUpTo, failuresSince }: StoredSchedule['detail']) {
  return {
    ...(wantedUpTo !== undefined && { wantedUpTo }),
    ...(failuresSince !== undefined && { failuresSince }),
  };
}
