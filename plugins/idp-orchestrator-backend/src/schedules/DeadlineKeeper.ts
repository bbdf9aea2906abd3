import type {
  ScheduledStarts,
  ScheduleStore,
  StoredOccurrence,
} from '../ports';
import type { OccurrenceStarterOptions } from './OccurrenceStarter';
import { toNews } from './toNews';

/** How many are looked at in one go. */
const AT_ONCE = 100;

/**
 * Gives up runs of schedules that have not begun within their deadline: they wait
 * for a lock, a worker or a window. A night's work that began in the morning
 * would do more harm than none.
 */
export class DeadlineKeeper {
  constructor(
    private readonly options: Pick<
      OccurrenceStarterOptions,
      'metrics' | 'logger'
    > & {
      store: Pick<ScheduleStore, 'get' | 'listToBegin' | 'settleBegun'>;
      starts: Pick<ScheduledStarts, 'giveUp' | 'ownerOf'>;
    },
  ) {}

  /** Settles all that had to have begun by a time. */
  async keep(now: number): Promise<void> {
    for (const late of await this.options.store.listToBegin(now, AT_ONCE)) {
      try {
        await this.#settle(late, now);
      } catch (error) {
        // It is looked at again, and the others meanwhile.
        this.options.logger.warn(
          `It cannot be seen now whether run ${late.runId} of schedule ${late.scheduleId} has begun`,
          error as Error,
        );
      }
    }
  }

  async #settle(late: StoredOccurrence, now: number): Promise<void> {
    const { store, starts, metrics } = this.options;
    const schedule = await store.get(late.scheduleId);
    const deadline = schedule?.definition.deadline;
    // Who removed the schedule, or its deadline, has let the run be.
    const because =
      deadline && late.runId !== undefined
        ? await starts.giveUp(
            late.runId,
            `It could not begin within its deadline of ${deadline}`,
          )
        : undefined;
    if (!schedule || because === undefined) {
      await store.settleBegun(late);
      return;
    }
    const outcome = 'missed-deadline';
    const news = toNews(schedule, {
      at: now,
      owner: await starts.ownerOf(schedule.definition),
      reason: because,
      happened: { kind: 'missed', dueTimes: [late.dueAt], outcome },
    });
    if (await store.settleBegun(late, { outcome, because, news })) {
      metrics.decided(schedule.definition, outcome);
    }
  }
}
