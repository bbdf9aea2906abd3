import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FoundProblem } from './FoundProblem';
import type { KeptFiles } from './KeptFiles';

const ANYTHING_FOR_OTHERS = 0o077;
const ENTRY_FOR_OTHERS = 0o011;

/**
 * Finds which of the plugin's files other users of this machine can read. What
 * the plugin makes itself is closed; what is there already is left as it is,
 * since somebody may have meant it.
 */
export async function findOpenFiles({
  spoolDirectory,
  databaseFile,
}: KeptFiles): Promise<FoundProblem[]> {
  const problems: FoundProblem[] = [];
  const found = await openModeOf(spoolDirectory);
  if (found) {
    problems.push({
      source: 'idpOrchestrator.spoolDirectory',
      message: `Other users of this machine can look into ${spoolDirectory}, where the output of scripts is kept (mode ${found}): expected 700. Close it with: chmod 700 '${spoolDirectory}'`,
    });
  }
  const mode = databaseFile && (await openModeOf(databaseFile));
  if (mode) {
    problems.push({
      source: 'backend.database',
      message: `Other users of this machine can read ${databaseFile}, where runs and their inputs are kept (mode ${mode}): expected 600. Close it with: chmod 600 '${databaseFile}'`,
    });
  }
  return problems;
}

/** Reads the mode of what others can reach; absent where they cannot. */
async function openModeOf(place: string): Promise<string | undefined> {
  const file = await realpath(place).catch(ifThere);
  if (!file) return undefined;
  const { mode } = await stat(file);
  if (!(mode & ANYTHING_FOR_OTHERS)) return undefined;
  for (const folder of foldersOf(file)) {
    const { mode: ofFolder } = await stat(folder);
    if (!(ofFolder & ENTRY_FOR_OTHERS)) return undefined;
  }
  return (mode & 0o777).toString(8);
}

/** SQLite also has databases whose name is no path. */
function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

function foldersOf(file: string): string[] {
  const folder = path.dirname(file);
  return folder === file ? [] : [folder, ...foldersOf(folder)];
}
