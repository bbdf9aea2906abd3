import { rm } from 'node:fs/promises';
import path from 'node:path';
import { hasFailed, TRIALS, tryOnce, type TrialRow } from './harness';
import type { DrillOptions } from './readOptions';

/** Does to a backend what was asked for, one after the other; what failed stays in the folder. */
export async function tryAll(
  { trials, short }: DrillOptions,
  folder: string,
): Promise<TrialRow[]> {
  const rows: TrialRow[] = [];
  for (const name of trials) {
    const trial = TRIALS[name];
    const place = { folder: path.join(folder, name), short };
    console.log(`${trial.what} …`);
    await rm(place.folder, { recursive: true, force: true });
    const row = await tryOnce(trial, place).catch((error: Error): TrialRow => ({
      what: trial.what,
      runs: 0,
      lost: 0,
      doubled: 0,
      wrong: [`It could not be tried: ${error.message}`],
    }));
    rows.push(row);
    if (!hasFailed(row))
      await rm(place.folder, { recursive: true, force: true });
  }
  return rows;
}
