import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf } from './clientOf';
import { killAgainAndAgain } from './drillReplicas';
import type { Fleet } from './Fleet';
import type { Replica } from './Replica';

export interface ScheduleDrillOptions {
  replicas: number;
  schedules: number;
  /** How many due times each has, and the time (ms) between two of them. */
  dueTimes: number;
  everyMs: number;
  killEveryMs: number;
  /** How long (ms) the database is away, once; it never is when absent. */
  awayMs?: number;
  onProgress?: (text: string) => void;
}

export interface ScheduleDrillReport {
  kills: number;
  /** How many due times there were, and what became of them. */
  dueTimes: number;
  outcomes: Record<string, number>;
  /** What is not as it has to be: a due time without a row, with two runs, or with none. */
  wrong: string[];
}

const SECOND = 1_000;
/** The first due time, so that all schedules are made before it. */
const AHEAD_MS = 5 * SECOND;
/** How far (ms) the clock of one process is set forward, and of another back. */
const CLOCK_STEP_MS = 60 * 60 * SECOND;

/**
 * Lets schedules be due again and again while replicas are killed, clocks are
 * set and the database is away; then reads the ledger and the runs.
 */
export async function drillSchedules(
  fleet: Fleet,
  options: ScheduleDrillOptions,
): Promise<ScheduleDrillReport> {
  const start = async () => {
    const replica = await startWhenPossible(fleet);
    // Some are an hour ahead, some an hour behind, and some right; the only one
    // has no other clock than its own.
    const isAlone = options.replicas === 1;
    const step = isAlone
      ? 0
      : [0, CLOCK_STEP_MS, -CLOCK_STEP_MS][replica.pid % 3];
    if (step !== 0) replica.setClock(step);
    return replica;
  };
  const up = await Promise.all(Array.from({ length: options.replicas }, start));
  const due = dueTimesOf(options);
  const ids = await createSchedules(up[0], { ...options, due });
  const over = new AbortController();
  const killing = killAgainAndAgain({
    ...{ fleet, up, start, options, over },
    // The only one is as good a victim.
    least: options.replicas === 1 ? 0 : 1,
  });
  const lastsMs = options.everyMs * options.dueTimes;
  await sleep(AHEAD_MS + lastsMs / 2);
  if (options.awayMs !== undefined) {
    options.onProgress?.('the database goes away');
    await fleet.interruptDatabase(options.awayMs);
    options.onProgress?.('the database is back');
  }
  await untilPast(due.at(-1)!);
  over.abort();
  const kills = await killing;
  const report = await readReport(fleet, ids, due);
  return { kills: kills.length, ...report };
}

/** One that starts while the database is away ends, and is started again, as a platform does. */
async function startWhenPossible(fleet: Fleet): Promise<Replica> {
  for (;;) {
    try {
      return await fleet.startReplica();
    } catch {
      await sleep(SECOND);
    }
  }
}

function dueTimesOf({ dueTimes, everyMs }: ScheduleDrillOptions): number[] {
  // A due time is of whole seconds.
  const first = Math.ceil((Date.now() + AHEAD_MS) / SECOND) * SECOND;
  return Array.from(
    { length: dueTimes },
    (_, index) => first + index * everyMs,
  );
}

async function createSchedules(
  replica: Replica,
  {
    schedules,
    due,
  }: Pick<ScheduleDrillOptions, 'schedules'> & { due: number[] },
): Promise<string[]> {
  const client = clientOf(replica);
  const ids = Array.from({ length: schedules }, (_, index) => `drill-${index}`);
  for (const [index, id] of ids.entries()) {
    // One that lasts longer than to the next due time is left out, waited for or joined.
    const [flow, overlap] = (
      [
        ['moment', 'skip'],
        ['naps', 'skip'],
        ['naps', 'queue-one'],
        ['naps', 'allow'],
      ] as const
    )[index % 4];
    await client.createSchedule({
      definition: {
        id,
        flow,
        overlap,
        environment: 'development',
        timezone: 'UTC',
        at: due.map(at => new Date(at).toISOString()),
      },
    });
  }
  return ids;
}

async function untilPast(time: number): Promise<void> {
  while (Date.now() < time) await sleep(SECOND);
}

/** Waits until all is decided and over, and compares what is there with what has to be. */
async function readReport(
  fleet: Fleet,
  ids: string[],
  due: number[],
): Promise<Omit<ScheduleDrillReport, 'kills'>> {
  const wrong: string[] = [];
  const outcomes: Record<string, number> = {};
  const started = new Map<string, string>();
  for (const id of ids) {
    const rows = await decided(fleet, id, due.length);
    const times = rows.map(({ dueAt }) => Number(dueAt));
    const missing = due.filter(at => !times.includes(at));
    const more = times.filter(at => !due.includes(at));
    if (missing.length > 0) wrong.push(`${id} has no row for ${missing}`);
    if (more.length > 0) wrong.push(`${id} has a row for ${more}`);
    for (const { dueAt, outcome, runId } of rows) {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const key = `schedule:${id}:${new Date(Number(dueAt)).toISOString()}`;
      if (runId) started.set(key, runId);
      if ((outcome === 'started') !== (runId !== null)) {
        wrong.push(`${key} is ${outcome} and has ${runId ?? 'no run'}`);
      }
    }
  }
  const runs = await fleet.listScheduledRuns();
  await fleet.finished(runs.map(({ id }) => id));
  for (const { id, key } of runs) {
    if (started.get(key) !== id) wrong.push(`${key} has run ${id} as well`);
  }
  if (runs.length !== started.size) {
    wrong.push(
      `${started.size} due times have a run, and there are ${runs.length} runs`,
    );
  }
  return { dueTimes: ids.length * due.length, outcomes, wrong };
}

/** Waits until there is a decided row for each due time; not for ever, if one is missing. */
async function decided(fleet: Fleet, id: string, count: number) {
  const patience = Date.now() + 120 * SECOND;
  for (;;) {
    const rows = await fleet.readLedger(id);
    const isOver = rows.every(({ outcome }) => !UNDECIDED.includes(outcome));
    if ((isOver && rows.length >= count) || Date.now() > patience) return rows;
    await sleep(200);
  }
}

const UNDECIDED = ['starting', 'waiting'];
