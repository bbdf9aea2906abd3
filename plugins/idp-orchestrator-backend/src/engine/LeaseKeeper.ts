import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore } from '../ports';

/** A run that this process works on, as the lease keeper sees it. */
export interface HeldRun {
  readonly lastSeq: number;
  /** Others wrote to the run since. */
  refresh(): Promise<void>;
  /** The claim is with somebody else now. */
  lost(): void;
}

/** A worker that is silent for this long (ms) has lost its runs. */
export const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 1_500;

/**
 * Renews the leases of all runs of this process with one statement, and so
 * learns which were lost and which were written to by another process.
 */
export class LeaseKeeper {
  readonly #held = new Map<string, HeldRun>();
  readonly #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      store: Pick<RunStore, 'renewLeases'>;
      clock: Clock;
      worker: string;
      logger: LoggerService;
    },
  ) {}

  /** When a lease that begins now ends, in ms since 1970. */
  leaseEnd(): number {
    return this.options.clock.now() + LEASE_MS;
  }

  start(): void {
    this.#loop = this.#renewForEver();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
  }

  hold(runId: string, run: HeldRun): void {
    this.#held.set(runId, run);
  }

  drop(runId: string): void {
    this.#held.delete(runId);
  }

  async #renewForEver(): Promise<void> {
    const { clock, logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await clock.sleep(RENEW_EVERY_MS, signal);
      try {
        if (this.#held.size > 0) await this.#renew();
      } catch (error) {
        logger.warn(
          `Leases could not be renewed, trying again in ${RENEW_EVERY_MS} ms`,
          error as Error,
        );
      }
    }
  }

  async #renew(): Promise<void> {
    const { store, worker } = this.options;
    const asked = new Map(this.#held);
    const lease = { worker, until: this.leaseEnd() };
    const kept = await store.renewLeases(lease, [...asked.keys()]);
    const seqs = new Map(kept.map(({ runId, lastSeq }) => [runId, lastSeq]));
    for (const [runId, run] of asked) {
      const lastSeq = seqs.get(runId);
      // Compared by identity: the run may have ended, and begun again, meanwhile.
      if (this.#held.get(runId) !== run) continue;
      if (lastSeq === undefined) run.lost();
      else if (lastSeq > run.lastSeq) await run.refresh();
    }
  }
}
