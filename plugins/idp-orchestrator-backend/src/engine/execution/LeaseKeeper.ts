import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  LEASE_MS,
  type Clock,
  type RunLease,
  type RunStore,
} from '../../ports';
import { ClockDrift, STEP_MS } from '../../waiting/ClockDrift';
import { later } from '../../waiting/monotonicTime';
import { WakeableTimer } from '../../waiting/WakeableTimer';

/** A run that this process works on, as the lease keeper sees it. */
export interface HeldRun {
  readonly lastSeq: number;
  /** Others wrote to the run since. */
  refresh(): Promise<void>;
  /** The claim is with somebody else now. */
  lost(): void;
}

const RENEW_EVERY_MS = 1_500;
const LOOK_EVERY_MS = 500;

interface Held {
  run: HeldRun;
  /** Undefined when it was lost. */
  lease: RunLease | undefined;
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
  readonly #drift: ClockDrift;
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
    this.#drift = new ClockDrift(options.clock);
  }

  /** Makes a lease that begins now. */
  createLease(): RunLease {
    const { clock } = this.options;
    return {
      until: clock.now() + LEASE_MS,
      begun: clock.monotonic(),
      drift: this.#drift.read(),
    };
  }

  start(): void {
    this.#loops = Promise.all([this.#renewForEver(), this.#lookForEver()]);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loops;
  }

  /** `lease` is the one that the run was claimed with. */
  hold(runId: string, run: HeldRun, lease: RunLease): void {
    this.#held.set(runId, { run, lease });
  }

  /**
   * Tells whether this process may act for the run. Of a host that may have
   * slept nothing is certain before the next renewal: asleep, it heard of no
   * time passing.
   */
  isHeld(runId: string): boolean {
    const lease = this.#held.get(runId)?.lease;
    if (!lease || this.#isOver(lease)) return false;
    return this.#drift.read() - lease.drift < STEP_MS;
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
    const lease = this.createLease();
    const { until } = lease;
    const kept = await store.renewLeases({ worker, until }, [...asked.keys()]);
    const seqs = new Map(kept.map(({ runId, lastSeq }) => [runId, lastSeq]));
    for (const [runId, held] of asked) {
      const lastSeq = seqs.get(runId);
      // Compared by identity: the run may have ended, and begun again, meanwhile.
      if (this.#held.get(runId) !== held) continue;
      if (lastSeq === undefined) {
        this.#letGo(held);
        continue;
      }
      held.lease = lease;
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
        if (!held.lease || this.#isOver(held.lease)) this.#letGo(held);
      }
    }
  }

  #isOver({ begun }: RunLease): boolean {
    const { clock } = this.options;
    return clock.monotonic() >= later(begun, LEASE_MS);
  }

  #letGo(held: Held): void {
    held.lease = undefined;
    held.run.lost();
  }
}
