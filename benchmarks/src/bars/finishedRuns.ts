/* eslint-disable @backstage/no-forbidden-package-imports -- the plugin exports features only */
import { createRunCompaction } from '@idp/backstage-plugin-idp-orchestrator-backend/src/database';
import { systemClock } from '@idp/backstage-plugin-idp-orchestrator-backend/src/waiting/systemClock';
import type { Knex } from 'knex';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { fillRuns } from '../measure/fillRuns';
import { sevenSteps } from '../measure/flows';
import { longestStand } from '../measure/longestStand';
import { repeat, timeOf } from '../measure/repeat';
import { roomOfRuns } from '../measure/roomOfRuns';
import { median } from '../measure/statistics';
import { inMs, NOTHING, times, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { sayingScript } from '../scripts/sayingScript';

const STORED = 2_000;
const LINES = 20;
const READS = 100;
const MOST_KB = 5;

export const finishedRuns: Bar = {
  number: 19,
  title: 'The room that a finished run takes, and what it costs to compact it',
  async measure() {
    const figures: Figure[] = [];
    for (const start of [startSqlite, startPostgres]) {
      const database = await start();
      figures.push(...(await measureOn(database)));
      await database.stop();
    }
    return figures;
  },
};

async function measureOn(database: BenchDatabase): Promise<Figure[]> {
  const folder = await createScriptsFolder({
    build: sayingScript('build', LINES),
    deploy: sayingScript('deploy', LINES),
  });
  const idp = await startOrchestrator({
    database,
    folder,
    flows: [sevenSteps(['build', 'deploy'])],
  });
  const knex = await idp.database.getClient();
  const runId = await idp.runToEnd('seven');
  await fillRuns(knex, runId, { from: 1, to: STORED - 1 });
  const written = await roomOfRuns(knex);
  let ms = 0;
  const stand = await longestStand(async () => {
    ms = await timeOf(() => compactAll(knex));
  });
  const compacted = await roomOfRuns(knex);
  const fresh = await idp.runToEnd('seven');
  // In turns, so that whatever else the machine does meets both.
  const reads = await repeat(READS, async () => ({
    written: await readOnce(idp, fresh),
    compacted: await readOnce(idp, runId),
  }));
  await idp.stop();
  await folder.remove();
  const { name } = database;
  return [
    roomFigure(name, written / STORED, compacted / STORED),
    {
      what: `compacting one, and resting as long; the longest stand of the event loop, ${name}`,
      ours: `${inMs(ms / STORED)}; ${inMs(stand)}`,
      peer: NOTHING,
      ratio: NOTHING,
      bar: NOTHING,
    },
    readFigure(`its stream, ${name}`, reads, 'stream'),
    readFigure(`the log of a step, ${name}`, reads, 'log'),
  ];
}

type Reads = Record<'stream' | 'log', number>;

async function readOnce(
  idp: RunningOrchestrator,
  runId: string,
): Promise<Reads> {
  return {
    stream: await timeOf(() => watchWhole(idp, runId)),
    log: await timeOf(() => idp.readLog(runId, 'build')),
  };
}

/** Takes the stream of a finished run, from its first entry to its end. */
async function watchWhole(
  { client }: RunningOrchestrator,
  runId: string,
): Promise<void> {
  let entries = 0;
  for await (const _ of client.watchRun(runId)) entries += 1;
  if (entries === 0) throw new Error(`Nothing is told of ${runId}`);
}

/** All of them, as if an hour had passed. */
async function compactAll(knex: Knex): Promise<void> {
  let shift = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + shift };
  const logger = { info() {}, warn() {} };
  const compaction = createRunCompaction(knex, { after: 0, clock, logger });
  const { signal } = new AbortController();
  for (let compacted = 0; compacted < STORED; shift += 60_000) {
    compacted += await compaction.run(signal);
    if (shift > 600_000) throw new Error(`Only ${compacted} were compacted`);
  }
}

function roomFigure(name: string, before: number, after: number): Figure {
  const kb = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KB`;
  return {
    what: `a run of 7 steps and ${2 * LINES} lines, ${name}; as it was written`,
    ours: kb(after),
    peer: kb(before),
    ratio: times(after / before),
    bar: `≤ ${MOST_KB} KB`,
    met: after <= MOST_KB * 1_024,
  };
}

function readFigure(
  what: string,
  reads: Array<{ written: Reads; compacted: Reads }>,
  key: keyof Reads,
): Figure {
  const written = median(reads.map(read => read.written[key]));
  const compacted = median(reads.map(read => read.compacted[key]));
  return {
    what: `reading ${what}, over HTTP; as it was written`,
    ours: inMs(compacted),
    peer: inMs(written),
    ratio: times(compacted / written),
    bar: NOTHING,
  };
}
