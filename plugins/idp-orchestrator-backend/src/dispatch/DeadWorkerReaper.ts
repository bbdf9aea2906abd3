import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HostIdentity } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DatabaseSession, RunHolder, RunStore } from '../ports';
import { identifyHost, isDeadWorker } from './workerIdentity';

export interface DeadWorkerReaperOptions {
  store: Pick<RunStore, 'listWorkers' | 'releaseAll'>;
  /** Says which workers on other hosts are gone; without it their leases have to run out. */
  session?: Pick<DatabaseSession, 'connected' | 'findAbsent'>;
  /** The host of this process; found out when absent. */
  host?: HostIdentity;
  logger: LoggerService;
}

/** The knowledge that this process has of another worker from the rounds before. */
interface SeenWorker {
  /** True when it had a session at some time, so that it means something when it has none. */
  known: boolean;
  /** The end of its lease when it was last seen without a session. */
  absentWith?: number;
}

/**
 * Frees the runs of workers that are certainly gone, long before their leases
 * run out. Of a worker on this host the kernel says so. One on another host is
 * gone when it has no session with the database in two rounds and has renewed no
 * lease between them, as one that lives and has lost its session does at once
 * and all the time.
 */
export class DeadWorkerReaper {
  readonly #seen = new Map<string, SeenWorker>();
  readonly #host: HostIdentity;

  constructor(private readonly options: DeadWorkerReaperOptions) {
    this.#host = options.host ?? identifyHost();
  }

  /** Frees the runs of workers that are gone, and returns how many. */
  async reap(): Promise<number> {
    const { store, logger } = this.options;
    let freed = 0;
    for (const holder of await this.#findGone()) {
      const count = await store.releaseAll(holder);
      if (count === 0) continue;
      freed += count;
      logger.info(
        `Taking over ${count} run(s) of dead worker ${holder.worker}`,
      );
    }
    return freed;
  }

  async #findGone(): Promise<RunHolder[]> {
    try {
      const holders = await this.options.store.listWorkers();
      const absent = await this.#findAbsent(holders);
      return holders.filter(
        ({ worker }) => isDeadWorker(worker, this.#host) || absent.has(worker),
      );
    } catch (error) {
      // The database was away, and with it everybody's session.
      this.#seen.clear();
      throw error;
    }
  }

  async #findAbsent(holders: RunHolder[]): Promise<Set<string>> {
    const { session } = this.options;
    if (!session?.connected) {
      this.#seen.clear();
      return new Set();
    }
    const names = holders.map(({ worker }) => worker);
    const absent = new Set(await session.findAbsent(names));
    for (const name of this.#seen.keys()) {
      if (!names.includes(name)) this.#seen.delete(name);
    }
    return new Set(
      holders
        .filter(holder => this.#isGone(holder, absent.has(holder.worker)))
        .map(({ worker }) => worker),
    );
  }

  #isGone({ worker, leaseUntil }: RunHolder, isAbsent: boolean): boolean {
    const seen = this.#seen.get(worker) ?? { known: false };
    this.#seen.set(worker, seen);
    if (!isAbsent) {
      seen.known = true;
      seen.absentWith = undefined;
      return false;
    }
    const before = seen.absentWith;
    seen.absentWith = leaseUntil;
    return seen.known && before === leaseUntil;
  }
}
