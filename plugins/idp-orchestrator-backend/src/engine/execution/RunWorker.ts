import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isDatabaseUnavailable } from '../../problems/DatabaseUnavailableError';
import type {
  Claim,
  ClaimedRun,
  Clock,
  LateStart,
  RunLease,
  RunRest,
  RunStore,
  ScriptBridge,
  StepGate,
} from '../../ports';
import type { AttemptHost } from './attemptHost';
import type { AnyStepType } from '../EngineStepContext';
import type { LeaseKeeper } from './LeaseKeeper';
import { DueTimes } from './DueTimes';
import type { RunCreator, TakenRun } from './RunCreator';
import { RunExecution } from './RunExecution';
import { ClaimLostError, RunJournal } from './RunJournal';
import type { RunNotifier } from '../RunNotifier';
import { refuseRun } from '../decisions/refuseRun';
import type { OpenedRun, RunSecrets } from '../secrets/RunSecrets';
import type { WorkOn } from '../watchdog/Watchdog';

export interface RunWorkerOptions {
  store: RunStore;
  stepTypes: ReadonlyMap<string, AnyStepType>;
  bridge: Pick<ScriptBridge, 'forget'>;
  leases: LeaseKeeper;
  /** Has runs that were claimed as they were made; none are when absent. */
  creator?: Pick<RunCreator, 'take'>;
  notifier: RunNotifier;
  /** Opens what was typed into secret fields. */
  secrets: Pick<RunSecrets, 'open'>;
  clock: Clock;
  /** Knows of the clock having been set; one of this worker alone when absent. */
  due?: DueTimes;
  worker: string;
  /** Attempts that were started elsewhere are waited for; none is when absent. */
  attemptHost?: AttemptHost;
  /** Asks about runs that were to begin later; nobody asks when absent. */
  late?: LateStart;
  /** Says which steps have to wait for a window; none has when absent. */
  gate?: StepGate;
  /** Notices work that takes the whole process; nobody does when absent. */
  watch?: WorkOn;
  logger: LoggerService;
}

/** What is written to a run while a worker has it, and not by that worker's execution. */
const FROM_OUTSIDE = new Set([
  'run.cancelRequested',
  'run.paused',
  'run.unpaused',
  'run.stalled',
  'run.windowOverridden',
  'step.answered',
]);

interface ClaimedWork {
  runId: string;
  journal: RunJournal;
  execution: RunExecution;
  /** The lease of the claim, until it is renewed. */
  lease: RunLease;
  /** Aborts when nothing more is begun here. */
  draining?: AbortSignal;
}

/** The errors by which secrets say that they cannot be opened here, now or later. */
const UNREADABLE = ['ConflictError', 'ServiceUnavailableError'];

function isUnreadable(error: unknown): error is Error {
  if (isDatabaseUnavailable(error)) return false;
  return error instanceof Error && UNREADABLE.includes(error.name);
}

/** Step types whose attempts may have left files of a script. */
const STARTS_SCRIPTS = new Set(['script', 'service']);

/** Claims a run, works on it, and gives it back. */
export class RunWorker {
  readonly #due: DueTimes;

  constructor(private readonly options: RunWorkerOptions) {
    this.#due = options.due ?? new DueTimes(options.clock);
  }

  /**
   * Returns when the run is finished, is with another worker, or `signal`
   * aborts; and when `draining` does, as soon as what has to end here has.
   */
  async work(
    runId: string,
    signal: AbortSignal,
    draining?: AbortSignal,
  ): Promise<void> {
    const claimed = await this.#take(runId, draining);
    if (!claimed) return;
    const opened = await this.#open(claimed);
    if (!opened) return;
    const { store, leases, notifier } = this.options;
    const journal = new RunJournal(store, notifier, {
      ...claimed,
      opened,
      work: this.options.watch,
    });
    const execution = new RunExecution({
      ...this.options,
      due: this.#due,
      journal,
      opened,
      flow: claimed.definition,
      isHeld: () => leases.isHeld(runId),
      begun: claimed.begun,
    });
    let rest: RunRest | undefined;
    try {
      const { lease } = claimed;
      const work = { runId, journal, execution, lease, draining };
      rest = await this.#execute(work, signal);
    } finally {
      // The commit that ends a run gives it back as well.
      if (!isRunFinished(journal.run)) await this.#release(claimed.claim, rest);
    }
    // One that rests is taken up again when its waits are over.
    if (!rest) this.#due.forget(runId);
    if (isRunFinished(journal.run)) await this.#forgetScripts(journal.run);
  }

  /** Takes the run, unless it was claimed as it was made; nothing is taken any more while draining. */
  async #take(
    runId: string,
    draining?: AbortSignal,
  ): Promise<TakenRun | undefined> {
    const { store, leases, worker, creator } = this.options;
    const taken = creator?.take(runId);
    // What has begun here may have nothing that another worker could go on with.
    if (draining?.aborted && !taken?.begun) {
      if (taken) await this.#release(taken.claim, undefined);
      return undefined;
    }
    if (taken) return taken;
    const lease = leases.createLease();
    const { until } = lease;
    const claimed = await store.claim(runId, { worker, until });
    if (claimed) return { ...claimed, lease };
    this.#due.forget(runId);
    return undefined;
  }

  /**
   * Opens the secrets of a run. One that has not begun fails when their key is
   * gone, or they are; one that has goes back, for a worker that has the key.
   * So does any run while the database cannot be asked.
   */
  async #open(claimed: ClaimedRun): Promise<OpenedRun | undefined> {
    const { claim, run, definition } = claimed;
    const { store, notifier, secrets, clock } = this.options;
    try {
      return await secrets.open(run);
    } catch (error) {
      if (run.startedAt || !isUnreadable(error)) {
        await this.#release(claim, undefined);
        throw error;
      }
      const opened = { input: run.input, mask: (value: unknown) => value };
      const because = error.message;
      const now = clock.now();
      await new RunJournal(store, notifier, { ...claimed, opened }).append(
        newest => ({
          facts: isRunFinished(newest)
            ? []
            : refuseRun(definition, newest, { because, now }),
          logs: [],
        }),
      );
      return undefined;
    }
  }

  async #execute(work: ClaimedWork, signal: AbortSignal) {
    const { leases, notifier, logger } = this.options;
    const { runId, journal, execution, draining } = work;
    const lost = new AbortController();
    const refreshes = new Set<Promise<void>>();
    const refresh = () => {
      const refreshing = execution.refresh();
      refreshes.add(refreshing);
      return refreshing.finally(() => refreshes.delete(refreshing));
    };
    const held = {
      get lastSeq() {
        return journal.run.lastSeq;
      },
      refresh,
      lost: () => lost.abort(),
    };
    leases.hold(runId, held, work.lease);
    const unsubscribe = notifier.subscribe(runId, (entries, newest) => {
      const elsewhere = entries.length === 0 && newest > journal.run.lastSeq;
      const foreign =
        elsewhere ||
        entries.some(
          entry => entry.kind === 'event' && FROM_OUTSIDE.has(entry.event.type),
        );
      // Errors of a refresh end the execution, which tells them.
      if (foreign) void refresh();
    });
    try {
      const letGo = AbortSignal.any([signal, lost.signal]);
      return await execution.run(letGo, draining);
    } catch (error) {
      if (!(error instanceof ClaimLostError)) throw error;
      logger.info(error.message);
      return undefined;
    } finally {
      leases.drop(runId);
      unsubscribe();
      await Promise.all(refreshes);
    }
  }

  /** When this fails the lease runs out, which is only slower. */
  async #release(claim: Claim, rest: RunRest | undefined): Promise<void> {
    try {
      await this.options.store.release(claim, rest);
    } catch (error) {
      this.options.logger.warn(
        `Run ${claim.runId} could not be given back; its lease runs out by itself`,
        error as Error,
      );
    }
  }

  async #forgetScripts(run: Run): Promise<void> {
    for (const step of run.steps.filter(({ uses }) =>
      STARTS_SCRIPTS.has(uses),
    )) {
      for (const { number } of step.history) {
        await this.options.bridge.forget({
          runId: run.id,
          stepId: step.id,
          attempt: number,
        });
      }
    }
  }
}
