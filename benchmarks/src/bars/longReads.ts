/* eslint-disable @backstage/no-forbidden-package-imports, no-restricted-imports --
   The plugin's own tests fill the record in the same way. */
import { addManyEntries } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/auditRecord';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { fillRuns } from '../measure/fillRuns';
import { nothingFlow } from '../measure/flows';
import { longestStand } from '../measure/longestStand';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const STORED = 100_000;
const REPETITIONS = 5;
const MOST_MS = 50;
/** Each read counts some thousands more of the runs. */
const MOST_READS = 500;

export const longReads: Bar = {
  number: 16,
  title: `Reads of ${STORED.toLocaleString('en')} entries and runs: how long the event loop stands`,
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
  const knex = await idp.database.getClient();
  // First: only an empty record can be filled.
  await addManyEntries(knex, STORED);
  const runId = await idp.runToEnd('three');
  await fillRuns(knex, runId, { from: 1, to: STORED });
  const verify = async () => {
    const { whole, checked } = await idp.client.verifyAudit();
    if (!whole || checked < STORED)
      throw new Error(`Only ${checked} are whole`);
  };
  const figures = [
    await measureRead(`audit/verify, ${database.name}`, verify),
    // These count what has ended before they answer.
    await measureRead(`stats, not counted yet, ${database.name}`, () =>
      readStats(idp),
    ),
  ];
  for (let reads = 1; (await readStats(idp)) < STORED; reads += 1) {
    if (reads > MOST_READS) throw new Error('Not all runs are counted');
  }
  figures.push(
    await measureRead(`stats, ${database.name}`, () => readStats(idp)),
  );
  await idp.stop();
  await folder.remove();
  return figures;
}

/** The number of runs that it tells of. */
async function readStats({ client }: RunningOrchestrator): Promise<number> {
  const { flows } = await client.getStats();
  return flows.reduce((sum, { ended }) => sum + ended, 0);
}

async function measureRead(
  what: string,
  read: () => Promise<unknown>,
): Promise<Figure> {
  const reads = await repeat(REPETITIONS, async () => {
    let ms = 0;
    const stand = await longestStand(async () => {
      ms = await timeOf(read);
    });
    return { ms, stand };
  });
  const longest = Math.max(...reads.map(({ stand }) => stand));
  return {
    what: `longest stand of the event loop; the read: ${what}`,
    ours: `${inMs(longest)}; ${inMs(median(reads.map(({ ms }) => ms)))}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: `≤ ${MOST_MS} ms`,
    met: longest <= MOST_MS,
  };
}
