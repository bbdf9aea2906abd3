import type {
  FeedEntry,
  LogLine,
  LogStream,
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { createFakeClock } from '../../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../../__testUtils__/flows';
import type { LogBatch, LogPosition, RunStore } from '../../../ports';
import { createRunCompaction } from '../createRunCompaction';

export const flow = flowOf([{ id: 'one' }, { id: 'two' }]);

const silent = { info() {}, warn() {} };

/** Compacts all finished runs of a database; returns how many it were. */
export async function compactAll(
  knex: Knex,
  logger: Parameters<typeof createRunCompaction>[1]['logger'] = silent,
): Promise<number> {
  const { signal } = new AbortController();
  const clock = createFakeClock(Date.now() + 1_000);
  const compaction = createRunCompaction(knex, { after: 0, clock, logger });
  const first = await compaction.run(signal);
  clock.advance(60_000);
  return first + (await compaction.run(signal));
}

/** Undoes it. */
export async function expandAll(knex: Knex): Promise<number> {
  const clock = createFakeClock(Date.now());
  const options = { after: 'never', clock, logger: silent } as const;
  const { signal } = new AbortController();
  return createRunCompaction(knex, options).run(signal);
}

/** Lines of one chunk of an attempt, numbered from where the chunk before ended. */
export function linesOf(
  stepId: string,
  count: number,
  {
    stream = 'stdout' as LogStream,
    attempt = 1,
    text = 'a line with something to say',
  } = {},
): LogBatch {
  const lines = Array.from(
    { length: count },
    (_, at) => `${text} ${at} ${Math.random()}`,
  );
  return { stepId, attempt, stream, lines, endOffset: count * 40 };
}

/** Works on a run until it is over: what is logged while each of its steps runs, commit by commit. */
export async function finishRun(
  store: RunStore,
  runId: string,
  logs: Array<{ stepId: string; attempt?: number; commits: LogBatch[][] }>,
): Promise<Run> {
  const held = await store.claim(runId, {
    worker: 'w1',
    until: Date.now() + 60_000,
  });
  if (!held) throw new Error(`${runId} cannot be claimed`);
  let { run } = held;
  const append = async (facts: RunFact[], batches: LogBatch[] = []) => {
    const entries = { facts, logs: batches };
    const written = await store.append(held.claim, run, entries);
    if (written.result !== 'appended') throw new Error(written.result);
    run = written.run;
  };
  for (const { stepId, attempt = 1, commits } of logs) {
    await append([{ type: 'step.started', stepId, attempt }]);
    for (const commit of commits) await append([], commit);
    await append([
      { type: 'step.finished', stepId, attempt, status: 'succeeded' },
    ]);
  }
  await append([{ type: 'run.finished', status: 'succeeded' }]);
  return run;
}

/** Makes a run that is over. */
export async function createFinished(
  store: RunStore,
  logs: Parameters<typeof finishRun>[2] = [
    { stepId: 'one', commits: [[linesOf('one', 5)], [linesOf('one', 5)]] },
    { stepId: 'two', commits: [[linesOf('two', 3)]] },
  ],
): Promise<Run> {
  const { run } = await store.create(newRunOf(flow));
  return finishRun(store, run.id, logs);
}

/** All that can be read of a run. */
export interface Reading {
  run: Run | undefined;
  feed: FeedEntry[];
  pages: FeedEntry[][];
  lines: Record<string, { items: LogLine[]; total: number }>;
  positions: LogPosition[];
}

/** Reads a run in every way that there is. */
export async function readAll(
  store: RunStore,
  runId: string,
): Promise<Reading> {
  const run = await store.get(runId);
  const feed = await store.readFeed(runId, { after: 0, limit: 100_000 });
  const pages: FeedEntry[][] = [];
  const step = Math.max(1, Math.floor(feed.length / 9));
  for (let after = 0; after <= feed.length; after += step) {
    pages.push(await store.readFeed(runId, { after, limit: step + 1 }));
  }
  const lines: Reading['lines'] = {};
  const positions: LogPosition[] = [];
  for (const stepId of ['one', 'two', 'none']) {
    for (const attempt of [undefined, 1, 2]) {
      const ref = { runId, stepId, attempt };
      Object.assign(lines, await readLines(store, ref));
      if (attempt) {
        positions.push(await store.logPosition(runId, stepId, attempt));
      }
    }
  }
  return { run, feed, pages, lines, positions };
}

/** Reads several ranges of an attempt's lines, each by what was asked for. */
async function readLines(
  store: RunStore,
  ref: { runId: string; stepId: string; attempt: number | undefined },
): Promise<Reading['lines']> {
  const { total } = await store.readLog({ ...ref, from: 1, to: 1 });
  const middle = Math.ceil(total / 2);
  const ranges = [
    [1, 1_000_000_000],
    [2, 4],
    [middle, middle + 20],
    [total, total],
    [total + 1, total + 5],
  ];
  const lines: Reading['lines'] = {};
  for (const [from, to] of ranges) {
    for (const stream of [undefined, 'stderr'] as const) {
      const key = [ref.stepId, ref.attempt, from, to, stream].join(' ');
      lines[key] = await store.readLog({ ...ref, from, to, stream });
    }
  }
  return lines;
}
