import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  ClaimedRun,
  Dispatcher,
  NewRun,
  RunLease,
  RunStore,
} from '../../ports';
import type { LeaseKeeper } from './LeaseKeeper';

export interface RunCreatorOptions {
  store: Pick<RunStore, 'create'>;
  dispatcher: Pick<Dispatcher, 'enqueue' | 'keepSlot'>;
  leases: Pick<LeaseKeeper, 'createLease'>;
  /** The name of this process in leases. */
  worker: string;
}

/** A run with the lease that it is held with. */
export type TakenRun = ClaimedRun & { lease: RunLease };

/**
 * Makes new runs. With a free slot in this process the commit that makes a run
 * claims it as well, and it is begun at once; all others wait for a worker.
 */
export class RunCreator {
  /** Runs that were claimed as they were made, until they are worked on. */
  readonly #taken = new Map<string, TakenRun>();

  constructor(private readonly options: RunCreatorOptions) {}

  /** Creates a run, as its store does, and lets a worker know. */
  async create(newRun: NewRun): Promise<{ run: Run; created: boolean }> {
    const { store, dispatcher, leases, worker } = this.options;
    const isForWorker = newRun.run.waitingFor?.kind === 'worker';
    const slot = isForWorker ? dispatcher.keepSlot() : undefined;
    if (!slot) return this.#enqueue(await store.create(newRun));
    const lease = leases.createLease();
    let claimed: ClaimedRun | undefined;
    try {
      const made = await store.create(newRun, { worker, until: lease.until });
      claimed = made.claimed;
      if (!claimed) return await this.#enqueue(made);
      this.#taken.set(made.run.id, { ...claimed, lease });
      slot.use(made.run.id);
      return made;
    } finally {
      if (!claimed) slot.giveBack();
    }
  }

  /** Hands over a run that was claimed as it was made, to the one who works on it. */
  take(runId: string): TakenRun | undefined {
    const taken = this.#taken.get(runId);
    this.#taken.delete(runId);
    return taken;
  }

  /** What starts later, or needs an answer first, is found by the look at the store. */
  async #enqueue(made: { run: Run; created: boolean }) {
    const { run, created } = made;
    if (created && run.waitingFor?.kind === 'worker') {
      await this.options.dispatcher.enqueue(run.id, run.priority);
    }
    return made;
  }
}
