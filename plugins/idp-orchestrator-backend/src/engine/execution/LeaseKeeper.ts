import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore } from '../../ports';
import { WakeableTimer } from '../../waiting/WakeableTimer';

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
const LOOK_EVERY_MS = 500;

interface Held {
  run: HeldRun;
  /** Until when (ms since 1970) it is certain that nobody else has the run. */
  until: number;
}

/**
 * Renews the leases of all runs of this process with one statement, and so
 * learns which were lost and which were written to by another process. A run
 * whose lease ran out, since the database could not be reached, is let go: by
 * then another worker may have it.
 */
export class LeaseKeeper {
  readonly #held = new Map<string, Held>();
  readonly #stopped = new AbortController();
  readonly #untilRenewal: WakeableTimer;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: {
      store: Pick<RunStore, 'renewLeases'>;
      clock: Clock;
      worker: string;
      logger: LoggerService;
    },
  ) {
    this.#untilRenewal = new WakeableTimer(options.clock);
  }

  /** When a lease that begins now ends, in ms since 1970. */
  leaseEnd(): number {
    return this.options.clock.now() + LEASE_MS;
  }

  start(): void {
    this.#loops = Promise.all([this.#renewForEver(), this.#lookForEver()]);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loops;
  }

  /** `until` is the end of the lease that the run was claimed with. */
  hold(runId: string, run: HeldRun, until: number): void {
    this.#held.set(runId, { run, until });
  }

  /** Until when (ms since 1970) this process may act for the run. */
  heldUntil(runId: string): number {
    return this.#held.get(runId)?.until ?? 0;
  }

  drop(runId: string): void {
    this.#held.delete(runId);
  }

  /** Shows at once that this worker lives. */
  renewNow(): void {
    this.#untilRenewal.wake();
  }

  async #renewForEver(): Promise<void> {
    const { logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#untilRenewal.wait(RENEW_EVERY_MS, signal);
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
    for (const [runId, held] of asked) {
      const lastSeq = seqs.get(runId);
      // Compared by identity: the run may have ended, and begun again, meanwhile.
      if (this.#held.get(runId) !== held) continue;
      if (lastSeq === undefined) {
        this.#letGo(held);
        continue;
      }
      held.until = lease.until;
      if (lastSeq > held.run.lastSeq) await held.run.refresh();
    }
  }

  /** Beside the renewals, because a statement may wait for a database that is gone. */
  async #lookForEver(): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal);
      for (const held of this.#held.values()) {
        if (held.until <= clock.now()) this.#letGo(held);
      }
    }
  }

  #letGo(held: Held): void {
    held.until = 0;
    held.run.lost();
  }
}
