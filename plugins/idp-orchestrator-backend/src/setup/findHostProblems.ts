import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { sep } from 'node:path';
import type { FoundProblem } from './FoundProblem';
import type { KeptFiles } from './KeptFiles';

/** Folders that are empty after the host was started again. */
const VANISHING = [tmpdir(), '/tmp', '/dev/shm', '/run'];

/** The kinds of file systems of Linux that are in memory: tmpfs and ramfs. */
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** Finds what keeps runs and the record from surviving. */
export async function findHostProblems({
  databaseFile,
  spoolDirectory,
}: KeptFiles): Promise<FoundProblem[]> {
  const found: FoundProblem[] = [];
  if (databaseFile === ':memory:') {
    found.push({
      source: 'backend.database',
      message:
        'the database is in memory, so every run is lost when the backend ends: configure PostgreSQL, or better-sqlite3 with a folder (connection: { directory: … })',
    });
  }
  if (await vanishes(spoolDirectory)) {
    found.push({
      source: 'idpOrchestrator.spoolDirectory',
      message: `${spoolDirectory} is empty after the host was started again, and with it the output of scripts that ran: choose a folder that stays`,
    });
  }
  return found;
}

async function vanishes(directory: string): Promise<boolean> {
  if (VANISHING.some(folder => isWithin(folder, directory))) return true;
  const { type } = await statfs(directory);
  return IN_MEMORY.has(type);
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
