import type { RunPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { fillRuns } from '../measure/fillRuns';
import { nothingFlow } from '../measure/flows';
import { repeat, timeOf } from '../measure/repeat';
import { median, percentile } from '../measure/statistics';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const STORED = 100_000;
const PAGE_SIZE = 50;
const FAR_PAGE = 1_000;
const REPETITIONS = 200;
const MOST_MS = 30;

export const runList: Bar = {
  number: 9,
  title: `The list of runs, ${STORED.toLocaleString('en')} of them stored`,
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
  const folder = await createScriptsFolder({});
  const flows = [nothingFlow('three', 3)];
  const idp = await startOrchestrator({ database, folder, flows });
  const runId = await idp.runToEnd('three');
  const knex = await idp.database.getClient();
  await fillRuns(knex, runId, { from: 1, to: STORED });
  const far = await findPage(idp, FAR_PAGE);
  const figures = [
    report(`page 1, ${database.name}`, await timesOf(idp, undefined)),
    report(`page ${FAR_PAGE}, ${database.name}`, await timesOf(idp, far)),
  ];
  await idp.stop();
  await folder.remove();
  return figures;
}

/** Its cursor, by turning the pages. */
async function findPage(
  idp: RunningOrchestrator,
  number: number,
): Promise<string> {
  let cursor: string | undefined;
  for (let page = 1; page < number; page += 1) {
    cursor = (await readPage(idp, cursor)).nextCursor;
    if (!cursor) throw new Error(`There is no page ${page + 1}`);
  }
  if (!cursor) throw new Error('The first page has no cursor');
  return cursor;
}

async function readPage(
  { client }: RunningOrchestrator,
  cursor: string | undefined,
): Promise<RunPage> {
  const page = await client.listRuns({ limit: PAGE_SIZE, cursor });
  if (page.items.length === PAGE_SIZE) return page;
  throw new Error(`A page has ${page.items.length} runs`);
}

async function timesOf(
  idp: RunningOrchestrator,
  cursor: string | undefined,
): Promise<number[]> {
  await repeat(20, () => readPage(idp, cursor));
  return repeat(REPETITIONS, () => timeOf(() => readPage(idp, cursor)));
}

function report(what: string, times: number[]): Figure {
  const p95 = percentile(times, 95);
  return {
    what: `${what}, over HTTP`,
    ours: `${inMs(median(times))}, p95 ${inMs(p95)}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: `p95 ≤ ${MOST_MS} ms`,
    met: p95 <= MOST_MS,
  };
}
