import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabaseSession, RunHolder, RunStore } from '../ports';
import { identifyHost, isDeadWorker } from './workerIdentity';

export interface TakeOverOptions {
  store: Pick<RunStore, 'listWorkers' | 'releaseAll'>;
  /** Tells of workers on other hosts; without it their leases have to run out. */
  session?: Pick<DatabaseSession, 'connected' | 'findAbsent'>;
  /** This process's own, as workers name it. */
  host?: string;
  logger: LoggerService;
}

/** What was seen of a worker at the last look. */
interface Sight {
  /** It had a session at some time: that it has none now means something. */
  known: boolean;
  /** Its lease when it was first seen without one. */
  absentWith?: number;
}

/**
 * Frees the runs of workers that are certainly gone, long before their leases
 * run out. On this host the kernel says so. Of others: their session with the
 * database is gone at two looks, and between them they renewed no lease, as
 * one that lives and has lost its session does at once and all the time.
 */
export class DeadWorkerReaper {
  readonly #sights = new Map<string, Sight>();
  readonly #host: string;

  constructor(private readonly options: TakeOverOptions) {
    this.#host = options.host ?? identifyHost();
  }

  /** Returns how many runs were freed. */
  async look(): Promise<number> {
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
      this.#sights.clear();
      throw error;
    }
  }

  async #findAbsent(holders: RunHolder[]): Promise<Set<string>> {
    const { session } = this.options;
    if (!session?.connected) {
      this.#sights.clear();
      return new Set();
    }
    const names = holders.map(({ worker }) => worker);
    const absent = new Set(await session.findAbsent(names));
    for (const name of this.#sights.keys()) {
      if (!names.includes(name)) this.#sights.delete(name);
    }
    return new Set(
      holders
        .filter(holder => this.#isGone(holder, absent.has(holder.worker)))
        .map(({ worker }) => worker),
    );
  }

  #isGone({ worker, leaseUntil }: RunHolder, isAbsent: boolean): boolean {
    const sight = this.#sights.get(worker) ?? { known: false };
    this.#sights.set(worker, sight);
    if (!isAbsent) {
      sight.known = true;
      sight.absentWith = undefined;
      return false;
    }
    const before = sight.absentWith;
    sight.absentWith = leaseUntil;
    return sight.known && before === leaseUntil;
  }
}
