import { tmpdir } from 'node:os';
import { sep } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PlatformProblem } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What of the host and the configuration says whether runs survive. */
export interface HostFacts {
  /** The file of a SQLite database, or `:memory:`; absent for a server. */
  databaseFile?: string;
  spoolDirectory: string;
  /** Whether there is a key in the configuration. */
  hasKeys: boolean;
}

/** Folders that are empty after the host was started again. */
const VANISHING = [tmpdir(), '/tmp', '/dev/shm', '/run'];

/** Finds what keeps runs and the record from surviving, and says it in the log once. */
export function findHostProblems(
  { databaseFile, spoolDirectory, hasKeys }: HostFacts,
  logger: Pick<LoggerService, 'warn'>,
): PlatformProblem[] {
  const found: Array<[source: string, message: string]> = [];
  if (databaseFile === ':memory:') {
    found.push([
      'backend.database',
      'the database is in memory, so every run is lost when the backend ends: configure PostgreSQL, or better-sqlite3 with a folder (connection: { directory: … })',
    ]);
  }
  if (VANISHING.some(folder => isWithin(folder, spoolDirectory))) {
    found.push([
      'idpOrchestrator.spoolDirectory',
      `${spoolDirectory} is empty after the host was started again, and with it the output of scripts that ran: choose a folder that stays`,
    ]);
  }
  found.forEach(([source, message]) => logger.warn(`${source}: ${message}`));
  // Of these the log has more to say, each where it is missing.
  if (!hasKeys) {
    found.push([
      'idpOrchestrator.keys',
      'there is no key, so starts with typed secrets are refused and the audit record is not sealed: add one',
    ]);
  }
  return found.map(([source, message]) => ({
    about: 'backend',
    source,
    severity: 'warning',
    message,
  }));
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
