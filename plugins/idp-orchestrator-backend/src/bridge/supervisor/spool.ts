import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The names that folders of runs have; the spool holds other files too. */
const RUN_FOLDER =
  /^((plan|health)-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Lists the runs of which there are files, and when the newest of their steps
 * came (ms since 1970).
 */
export async function listSpooled(
  spoolDirectory: string,
): Promise<Array<{ runId: string; changedAt: number }>> {
  const names = await readdir(spoolDirectory).catch(nothingThere);
  const folders = names.filter(name => RUN_FOLDER.test(name));
  return Promise.all(
    folders.map(async runId => {
      const { mtimeMs } = await stat(join(spoolDirectory, runId));
      return { runId, changedAt: mtimeMs };
    }),
  );
}

/** Removes the files of all attempts of a run. */
export async function removeSpooled(
  spoolDirectory: string,
  runId: string,
): Promise<void> {
  if (!RUN_FOLDER.test(runId)) throw new Error(`${runId} is no run`);
  await rm(join(spoolDirectory, runId), { recursive: true, force: true });
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
