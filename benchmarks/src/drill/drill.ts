import { rm } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { drillDatabase, type DatabaseResult } from './drillDatabase';
import { readOptions } from './readOptions';
import { describeSummary, summarize, writeSummary } from './summary';

const FOLDER = resolvePackagePath('@idp/benchmarks', '..', '.data', 'drill');

/** `yarn drill`: kills the backend at every commit of a run, and looks what becomes of it. */
async function drill(args: string[]): Promise<void> {
  const options = readOptions(args);
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
  const summary = summarize(options, results);
  await writeSummary(FOLDER, summary);
  console.log(`\n${describeSummary(summary)}`);
  if (summary.failures.length > 0) process.exitCode = 1;
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
