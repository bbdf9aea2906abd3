import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createScriptBridge } from '../../bridge';
import { readProcessTable } from '../../bridge/supervisor/processTable';
import { Retention } from '../../engine';
import { createDrillLogger } from './createDrillLogger';
import { spoolIn } from './DrillSetting';
import type { Inspection } from './Inspection';
import { systemClock } from '../../waiting/systemClock';

/** For a supervisor's last moments (ms). */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** What a finished run left that must not be there: processes, and files of the spool. */
export async function findRemains(inspection: Inspection): Promise<string[]> {
  const { folder, runId, diedAtTheEnd } = inspection;
  const mark = `IDP_RUN_ID=${runId}`;
  const processes = await untilNone(async () => {
    const left = await readProcessTable({ marks: new Set([mark]) });
    return left.filter(({ marks }) => marks.length > 0).map(({ name }) => name);
  });
  if (diedAtTheEnd) await removeLeftFiles(inspection);
  const files = await listFiles(path.join(spoolIn(folder), runId));
  return [
    ...(processes.length > 0 ? [`Processes are left: ${processes}`] : []),
    ...(files.length > 0 ? [`Files are left in the spool: ${files}`] : []),
  ];
}

/**
 * Files of a run whose backend died between its last commit and the removal
 * go when the next one starts.
 */
async function removeLeftFiles({ store, folder }: Inspection): Promise<void> {
  const retention = new Retention({
    store,
    bridge: createScriptBridge({
      environments: {},
      spoolDirectory: spoolIn(folder),
      secrets: {},
      processEnvironment: process.env,
    }),
    clock: systemClock,
    logger: createDrillLogger(),
    keepMs: Infinity,
    keepRuns: Infinity,
  });
  await retention.removeLeftFiles(new AbortController().signal);
}

async function listFiles(folder: string): Promise<string[]> {
  return readdir(folder, { recursive: true }).catch(() => []);
}

async function untilNone(list: () => Promise<string[]>): Promise<string[]> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const left = await list();
    if (left.length === 0 || Date.now() >= end) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
