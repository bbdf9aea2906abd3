import {
  formatSpoolIdentity,
  type FlowDefinition,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  CallOpening,
  ClaimedRun,
  Clock,
  Dispatcher,
  FirstLease,
  MadeRun,
  NewRun,
  RunLease,
  RunStore,
  StepGate,
} from '../../ports';
import { advance, type Advance } from '../decisions/advance';
import type { RunNotifier } from '../RunNotifier';
import type { AttemptHost } from './attemptHost';
import type { LeaseKeeper } from './LeaseKeeper';

export interface RunCreatorOptions {
  store: Pick<RunStore, 'create'>;
  dispatcher: Pick<Dispatcher, 'enqueue' | 'keepSlot'>;
  leases: Pick<LeaseKeeper, 'createLease'>;
  notifier: RunNotifier;
  clock: Pick<Clock, 'now'>;
  /** The name of this process in leases. */
  worker: string;
  /** Where attempts are that this process starts; anywhere when absent. */
  attemptHost?: AttemptHost;
  /** Says which steps have to wait for a window; none has when absent. */
  gate?: StepGate;
}

/** A run with the lease that it is held with. */
export interface TakenRun extends ClaimedRun {
  lease: RunLease;
  /** What is to be started, where its beginning is written already. */
  begun?: Advance;
}

/** The facts of a beginning that only starts steps. */
const BEGINNING = new Set(['run.started', 'step.started']);

/**
 * Makes new runs. With a free slot in this process the commit that makes a run
 * claims it as well, and writes its beginning; all others wait for a worker.
 */
export class RunCreator {
  /** Runs that were claimed as they were made, until they are worked on. */
  readonly #taken = new Map<string, TakenRun>();

  constructor(private readonly options: RunCreatorOptions) {}

  /**
   * Creates a run, as its store does, and lets a worker know. `opening` is that
   * of the audited call that asked for it.
   */
  async create(
    newRun: NewRun,
    opening?: CallOpening,
  ): Promise<{ run: Run; created: boolean }> {
    const { dispatcher, leases, notifier, worker } = this.options;
    const make = (lease?: FirstLease) => this.#make(newRun, opening, lease);
    const isForWorker = newRun.run.waitingFor?.kind === 'worker';
    const slot = isForWorker ? dispatcher.keepSlot() : undefined;
    if (!slot) return this.#enqueue(await make());
    const lease = leases.createLease();
    let begun: Advance | undefined;
    let claimed: MadeRun['claimed'];
    try {
      const made = await make({
        worker,
        until: lease.until,
        begin: (run, definition) => {
          begun = this.#begin(run, definition);
          return begun?.facts ?? [];
        },
      });
      claimed = made.claimed;
      if (!claimed) return await this.#enqueue(made);
      const { entries, ...taken } = claimed;
      notifier.publish(taken.run, entries, 'watchers');
      this.#taken.set(made.run.id, { ...taken, lease, begun });
      slot.use(made.run.id);
      return made;
    } finally {
      if (!claimed) slot.giveBack();
    }
  }

  #make(
    newRun: NewRun,
    opening: CallOpening | undefined,
    lease: FirstLease | undefined,
  ): Promise<MadeRun> {
    const { store } = this.options;
    return opening
      ? opening.carriedBy(call =>
          store.create({ ...newRun, opening: call }, lease),
        )
      : store.create(newRun, lease);
  }

  /**
   * Says how a run begins, if that is nothing but steps that start. All else is
   * decided by whoever works on it, where expressions are watched and what is
   * secret is opened.
   */
  #begin(run: Run, definition: FlowDefinition): Advance | undefined {
    const { worker, clock, attemptHost, gate } = this.options;
    if (run.secretFields?.length) return undefined;
    const first = advance(definition, run, {
      facts: [{ type: 'run.started', worker }],
      now: clock.now(),
      gate,
      host: attemptHost && formatSpoolIdentity(attemptHost.identity),
    });
    return first.facts.every(({ type }) => BEGINNING.has(type))
      ? first
      : undefined;
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
