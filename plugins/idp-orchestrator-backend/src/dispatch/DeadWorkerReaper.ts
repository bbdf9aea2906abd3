import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HostIdentity } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  LEASE_MS,
  type Clock,
  type DatabaseSession,
  type MonotonicTime,
  type RunHolder,
  type RunStore,
} from '../ports';
import { msSince } from '../waiting/monotonicTime';
import { identifyHost, isDeadWorker } from './workerIdentity';

export interface DeadWorkerReaperOptions {
  store: Pick<RunStore, 'listHolders' | 'releaseAll'>;
  /** Says which workers on other hosts are gone; without it their leases have to run out. */
  session?: Pick<DatabaseSession, 'connected' | 'findAbsent'>;
  /** The host of this process; found out when absent. */
  host?: HostIdentity;
  clock: Clock;
  logger: LoggerService;
}

/** The knowledge that this process has of another worker from the rounds before. */
interface SeenWorker {
  /** True when it had a session at some time, so that it means something when it has none. */
  known: boolean;
  /** The leases that it was last seen with while it had no session. */
  absentWith: Set<number>;
}

/**
 * Frees the runs of workers that are gone. Of a worker on this host the kernel
 * says so. One on another host is gone when it has no session with the database
 * in two rounds and has renewed no lease between them, as one that lives and has
 * lost its session does at once and all the time. Without sessions it is when a
 * lease stays the same for as long as leases last, by the clock of this process
 * that goes on evenly: what the hosts' clocks say of the time of day, and that
 * they are set, does not matter.
 */
export class DeadWorkerReaper {
  readonly #seen = new Map<string, SeenWorker>();
  /** When each lease was first seen. */
  #leases = new Map<string, MonotonicTime>();
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
      const holders = await this.options.store.listHolders();
      const absent = await this.#findAbsent(holders);
      const silent = this.#findSilent(holders);
      return holders.filter(
        holder =>
          isDeadWorker(holder.worker, this.#host) ||
          absent.has(holder) ||
          silent.has(holder),
      );
    } catch (error) {
      // The database was away, and with it everybody's session.
      this.#seen.clear();
      throw error;
    }
  }

  #findSilent(holders: RunHolder[]): Set<RunHolder> {
    const { clock } = this.options;
    const before = this.#leases;
    this.#leases = new Map();
    return new Set(
      holders.filter(holder => {
        const key = `${holder.leaseUntil} ${holder.worker}`;
        const since = before.get(key) ?? clock.monotonic();
        this.#leases.set(key, since);
        return msSince(clock, since) >= LEASE_MS;
      }),
    );
  }

  async #findAbsent(holders: RunHolder[]): Promise<Set<RunHolder>> {
    const { session } = this.options;
    if (!session?.connected) {
      this.#seen.clear();
      return new Set();
    }
    const names = [...new Set(holders.map(({ worker }) => worker))];
    const absent = new Set(await session.findAbsent(names));
    for (const name of this.#seen.keys()) {
      if (!names.includes(name)) this.#seen.delete(name);
    }
    return new Set(
      names.flatMap(name => {
        const held = holders.filter(({ worker }) => worker === name);
        return this.#listGone(name, held, absent.has(name));
      }),
    );
  }

  #listGone(worker: string, held: RunHolder[], isAbsent: boolean): RunHolder[] {
    const seen = this.#seen.get(worker);
    const known = !isAbsent || seen?.known === true;
    const leases = held.map(({ leaseUntil }) => leaseUntil);
    this.#seen.set(worker, {
      known,
      absentWith: new Set(isAbsent ? leases : []),
    });
    if (!isAbsent || !seen?.known) return [];
    return held.filter(({ leaseUntil }) => seen.absentWith.has(leaseUntil));
  }
}
