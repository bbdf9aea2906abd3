import { rm } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { drillDatabase, type DatabaseResult } from './drillDatabase';
import { hasFailed, renderRows, type TrialRow } from './harness';
import { readOptions, type DrillOptions } from './readOptions';
import { describeFailures, rowsOf, summarize, writeSummary } from './summary';
import { tryAll } from './tryAll';

const FOLDER = resolvePackagePath('@idp/benchmarks', '..', '.data', 'drill');

/**
 * `yarn drill`: kills the backend at every commit of a run, does to it whatever
 * else there is, looks what becomes of its runs, and prints one table.
 */
async function drill(args: string[]): Promise<void> {
  const options = readOptions(args);
  const results = await killAll(options);
  const tried = await tryAll(options, path.join(FOLDER, 'trials'));
  const rows: TrialRow[] = [...rowsOf(options, results), ...tried];
  const summary = { ...summarize(options, results), rows };
  await writeSummary(FOLDER, summary);
  console.log(`\n${renderRows(rows)}`);
  console.log(describeFailures(summary));
  if (rows.some(hasFailed)) process.exitCode = 1;
}

async function killAll(options: DrillOptions): Promise<DatabaseResult[]> {
  const results: DatabaseResult[] = [];
  for (const name of options.databases) {
    console.log(`${options.flow} on ${name} …`);
    const folder = path.join(FOLDER, name);
    // What a failure left to be looked at.
    await rm(folder, { recursive: true, force: true });
    await drillDatabase(name, { ...options, folder }, result => {
      results.push(result);
      console.log(describe(result));
    });
  }
  return results;
}

function describe({ crash, crashed, faults }: DatabaseResult): string {
  const what = crashed
    ? `killed ${crash.when} commit ${crash.at}`
    : `over before commit ${crash.at}`;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
  const told = faults.length > 0 ? `✗ ${faults[0]}${more}` : '✓';
  return `  ${what}: ${told}`;
}

drill(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
