import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { DeadlineKeeper } from './DeadlineKeeper';
import { missedDeadline } from './decideOccurrences';
import { decideSchedule } from './decideSchedule';
import { nextAtOf } from './nextAtOf';
import {
  OccurrenceStarter,
  type OccurrenceStarterOptions,
} from './OccurrenceStarter';
import { readTimes } from './readDefinition';
import type {
  Decided,
  DueState,
  RunStore,
  StoredOccurrence,
  StoredSchedule,
} from '../ports';
import { newsOfDecided } from './toNews';
import { SharedClock } from '../waiting/SharedClock';

export interface SchedulerOptions extends OccurrenceStarterOptions {
  runs: Pick<RunStore, 'get'>;
  /** The name of this process in claims. */
  worker: string;
}

/** How often (ms) it is looked for what is due, and for what a process has left. */
const LOOK_EVERY_MS = 1_000;
/** The least time (ms) between two looks, where something is due that another process has. */
const LEAST_MS = 50;
/** How long (ms) a process may take to start what it has claimed. */
const CLAIM_MS = 30_000;
/** How long (ms) what is known of a next due time is taken for true: who has to do something hears of it in time. */
const REVIEW_EVERY_MS = 60 * 60 * 1_000;
const FORGET_EVERY_MS = 24 * 60 * 60 * 1_000;
/** How many are taken at a look: schedules, due times that were left, reviews. */
const AT_ONCE = { due: 50, undecided: 100, reviews: 5 };
/** How many are started at the same time. */
const PARALLEL = 5;
/** How many of its last runs are looked at to find those that are not over. */
const LAST_RUNS = 100;
/** How long (ms) what became of due times is kept. */
const LEDGER_MS = 400 * 24 * 60 * 60 * 1_000;

/** Starts what is due, in whatever process sees it first. */
export class Scheduler {
  readonly #stopped = new AbortController();
  readonly #starter: OccurrenceStarter;
  readonly #deadlines: DeadlineKeeper;
  #working: Promise<void> | undefined;
  /** By the database, which gives the time to all processes. */
  readonly #clock: SharedClock;
  /** Reviews from before this process started are looked at again. */
  #startedAt = 0;
  #forgotAt = -Infinity;

  constructor(private readonly options: SchedulerOptions) {
    this.#clock = new SharedClock(options.clock);
    this.#starter = new OccurrenceStarter({ ...options, clock: this.#clock });
    this.#deadlines = new DeadlineKeeper(options);
  }

  start(): void {
    this.#working ??= this.#work(this.#stopped.signal);
  }

  /** Begins nothing any more. */
  pause(): void {
    this.#stopped.abort();
  }

  /** Waits for what has begun, as well. */
  async stop(): Promise<void> {
    this.pause();
    await this.#working;
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { logger } = this.options;
    while (!signal.aborted) {
      let wait = LOOK_EVERY_MS;
      try {
        this.#startedAt ||= (await this.#readState()).now;
        wait = await this.look();
      } catch (error) {
        logger.warn(
          'What is due cannot be looked at now; it is as soon as that passes',
          error as Error,
        );
      }
      await this.#clock.sleep(wait, signal);
    }
  }

  /** Starts all that is due now, and takes up what was left; returns the time (ms) until the next look. */
  async look(): Promise<number> {
    const { store } = this.options;
    let state = await this.#readState();
    let isAll = true;
    while (isDue(state) && isAll && !this.#stopped.signal.aborted) {
      const due = await store.listDue(state.now, AT_ONCE.due);
      const done = await this.#each(due, schedule => this.#decide(schedule));
      // Another process has what remains, or it cannot be decided now.
      isAll = due.length === AT_ONCE.due && done === due.length;
      state = await this.#readState();
    }
    if (state.undecidedAt !== undefined) {
      const undecided = await store.listUndecided(AT_ONCE.undecided);
      await this.#each(undecided, occurrence => this.#takeUp(occurrence));
    }
    const { beginBy = Infinity } = state;
    if (beginBy <= state.now) await this.#deadlines.keep(state.now);
    await this.#reviewSome(state);
    await this.#forget();
    const { nextAt = Infinity } = state;
    const wait = nextAt - this.#clock.now();
    return Math.min(LOOK_EVERY_MS, Math.max(LEAST_MS, wait));
  }

  async #readState(): Promise<DueState> {
    const state = await this.options.store.readState();
    this.#clock.tell(state.now);
    return state;
  }

  /** Looks at what would come of a schedule, and keeps that. */
  async review(schedule: StoredSchedule): Promise<void> {
    const { starts } = this.options;
    const { definition, state, cursorAt, file } = schedule;
    if (file?.missing) {
      const { reason } = file.missing;
      const found = { result: 'broken', reason } as const;
      await this.#starter.settle(schedule, found, { nextAt: null });
      return;
    }
    const read = readTimes(definition);
    if ('problems' in read) {
      await this.#breakTimes(schedule, read.problems[0].expected);
      return;
    }
    // The rules of a time zone may be others than when this was reckoned.
    const isRunning = !['paused', 'failing', 'ended'].includes(state);
    const more = isRunning && {
      nextAt: nextAtOf(definition, read.times, cursorAt),
    };
    await this.#starter.settle(
      schedule,
      await starts.review(schedule),
      more || {},
    );
  }

  async #reviewSome({ now, reviewedAt = Infinity }: DueState): Promise<void> {
    const { store } = this.options;
    const before = Math.max(this.#startedAt, now - REVIEW_EVERY_MS);
    if (reviewedAt >= before) return;
    const some = await store.listUnreviewed(before, AT_ONCE.reviews);
    await this.#each(some, schedule => this.review(schedule));
  }

  async #forget(): Promise<void> {
    const { store } = this.options;
    const now = this.#clock.now();
    if (now - this.#forgotAt < FORGET_EVERY_MS) return;
    this.#forgotAt = now;
    await store.forget(now - LEDGER_MS);
  }

  /** Acts on a few of them at a time; returns with how many that went well. */
  async #each<T>(all: T[], act: (one: T) => Promise<void>): Promise<number> {
    const { logger } = this.options;
    let done = 0;
    for (let first = 0; first < all.length; first += PARALLEL) {
      if (this.#stopped.signal.aborted) return done;
      const some = all.slice(first, first + PARALLEL).map(act);
      for (const { status, reason } of await settled(some)) {
        if (status === 'fulfilled') {
          done += 1;
          continue;
        }
        logger.warn('Something that is due cannot be decided now', reason);
      }
    }
    return done;
  }

  async #decide(schedule: StoredSchedule): Promise<void> {
    const { store, worker } = this.options;
    const { definition } = schedule;
    const read = readTimes(definition);
    if ('problems' in read) {
      await this.#breakTimes(schedule, read.problems[0].expected);
      return;
    }
    const { id } = definition;
    const undecided = await store.listUndecided(AT_ONCE.undecided, id);
    const runs = await store.listRuns(id, LAST_RUNS);
    const decided = decideSchedule({
      schedule,
      times: read.times,
      now: this.#clock.now(),
      runs,
      underWay: await this.#listUnderWay(runs, undecided),
      waiting: undecided.find(({ outcome }) => outcome === 'waiting')?.dueAt,
      worker,
    });
    const added = await store.decide(
      schedule,
      await this.#tell(schedule, decided),
    );
    for (const occurrence of decided.occurrences) {
      const { outcome, dueAt, decidedAt } = occurrence;
      if (!added?.includes(dueAt)) continue;
      if (decidedAt !== undefined) {
        this.options.metrics.decided(definition, outcome);
      }
      if (outcome !== 'starting') continue;
      await this.#starter.start(schedule, { ...occurrence, scheduleId: id });
    }
  }

  /** Adds to what was decided what is told of it, if anything is. */
  async #tell(schedule: StoredSchedule, decided: Decided): Promise<Decided> {
    const at = this.#clock.now();
    if (newsOfDecided(schedule, decided, { at }).length === 0) return decided;
    const owner = await this.options.starts.ownerOf(schedule.definition);
    const news = newsOfDecided(schedule, decided, { at, owner });
    return { ...decided, news };
  }

  async #breakTimes(schedule: StoredSchedule, expected: string): Promise<void> {
    const reason = `Its times cannot be read: expected ${expected}`;
    const found = { result: 'broken', reason } as const;
    await this.#starter.settle(schedule, found, { nextAt: null });
  }

  /** Takes up one that waits for runs that are over, or that a process has left. */
  async #takeUp(occurrence: StoredOccurrence): Promise<void> {
    const { store, worker } = this.options;
    const { scheduleId, dueAt, outcome, claimedAt = 0 } = occurrence;
    const now = this.#clock.now();
    const isHeld =
      outcome === 'starting' && Math.abs(now - claimedAt) < CLAIM_MS;
    if (isHeld) return;
    const schedule = await store.get(scheduleId);
    if (!schedule) {
      const because = 'The schedule was removed before this was started';
      await store.finish(occurrence, { outcome: 'skipped', because, at: now });
      return;
    }
    const { definition = schedule.definition } = occurrence;
    if (outcome === 'waiting') {
      const missed = missedDeadline(definition.deadline, now - dueAt);
      if (missed) {
        await this.#starter.miss(schedule, occurrence, { ...missed, at: now });
        return;
      }
      if (schedule.state === 'paused' || schedule.state === 'failing') return;
      if (await this.#isUnderWay(scheduleId)) return;
    }
    if (!(await store.claim(occurrence, { worker, at: now }))) return;
    await this.#starter.start(schedule, occurrence);
  }

  async #isUnderWay(scheduleId: string): Promise<boolean> {
    const { store } = this.options;
    const runs = await store.listRuns(scheduleId, LAST_RUNS);
    if (runs.some(({ finishedAt }) => finishedAt === undefined)) return true;
    const others = await store.listUndecided(AT_ONCE.undecided, scheduleId);
    return others.some(({ outcome }) => outcome === 'starting');
  }

  async #listUnderWay(
    runs: Awaited<ReturnType<SchedulerOptions['store']['listRuns']>>,
    undecided: StoredOccurrence[],
  ): Promise<string[]> {
    const open = runs.filter(({ finishedAt }) => finishedAt === undefined);
    const told: string[] = [];
    for (const { runId } of open) {
      const run = await this.options.runs.get(runId);
      if (run) told.push(describeRun(run));
    }
    const starting = undecided
      .filter(({ outcome }) => outcome === 'starting')
      .map(
        ({ dueAt }) => `That of ${new Date(dueAt).toISOString()} is started`,
      );
    return [...told, ...starting];
  }
}

function isDue({ now, nextAt = Infinity }: DueState): boolean {
  return nextAt <= now;
}

/** Says which run it is that another one waits for, and what it waits for itself. */
function describeRun({ id, status, waitingFor }: Run): string {
  const why = waitingFor ? `, and waits for ${waitingFor.text}` : '';
  return `Run ${id} is ${status}${why}`;
}

function settled(some: Promise<void>[]) {
  return Promise.allSettled(some) as Promise<
    { status: 'fulfilled' | 'rejected'; reason?: Error }[]
  >;
}
