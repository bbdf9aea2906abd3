import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PlatformProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, WorkerRegistry } from '../ports';
import { findClocksApart } from './findClocksApart';
import { findHostProblems } from './findHostProblems';
import { findOpenFiles } from './findOpenFiles';
import type { FoundProblem } from './FoundProblem';
import type { KeptFiles } from './KeptFiles';

export interface InstallationOptions {
  files: KeptFiles;
  /** Whether there is a key in the configuration. */
  hasKeys: boolean;
  /** What is known already when this is made. */
  foundProblems: FoundProblem[];
  workers: Pick<WorkerRegistry, 'list'>;
  clock: Pick<Clock, 'now'>;
}

const NO_KEYS: FoundProblem = {
  source: 'idpOrchestrator.keys',
  message:
    'there is no key, so starts with typed secrets are refused and the audit record is not sealed: add one',
};

/** Knows what is not as it should be where this backend runs. */
export class Installation {
  constructor(private readonly options: InstallationOptions) {}

  /** Looks at files, database, keys and clocks, and tells what was found before. */
  async listProblems(): Promise<PlatformProblem[]> {
    const found = await this.#find();
    // Of keys the log has more to say, each where one is missing.
    if (!this.options.hasKeys) found.push(NO_KEYS);
    return found.map(one => ({
      ...one,
      about: 'backend',
      severity: 'warning',
    }));
  }

  /** Tells each problem in the log. */
  async warn(logger: Pick<LoggerService, 'warn'>): Promise<void> {
    for (const { source, message } of await this.#find()) {
      logger.warn(`${source}: ${message}`);
    }
  }

  async #find(): Promise<FoundProblem[]> {
    const { files, foundProblems, workers, clock } = this.options;
    const found = await Promise.all([
      foundProblems,
      findHostProblems(files),
      findOpenFiles(files),
      workers.list().then(list => findClocksApart(list, clock)),
    ]);
    return found.flat();
  }
}
