import type {
  FlowDefinition,
  FlowStep,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, LogPosition, RunStore, StopReason } from '../../ports';
import { definitionOf } from '../decisions/RunView';
import type { AnyStepType, EngineStepContext } from '../EngineStepContext';
import { maskFact, warnOfMasked } from '../secrets/maskFact';
import type { OpenedRun } from '../secrets/RunSecrets';
import { unwatched, type WorkOn } from '../watchdog/Watchdog';
import type { AttemptHost } from './attemptHost';
import { appendSaid, createFollower, maskSaid } from './attemptLog';
import {
  attemptLimit,
  executeStep,
  findResumable,
  isHandOver,
  type StepJob,
} from './executeStep';
import type { RunJournal } from './RunJournal';

export interface AttemptsOptions {
  journal: RunJournal;
  opened: Pick<OpenedRun, 'secrets' | 'mask'>;
  flow: FlowDefinition;
  stepTypes: ReadonlyMap<string, AnyStepType>;
  store: Pick<RunStore, 'logPosition'>;
  clock: Clock;
  attemptHost?: AttemptHost;
  /** Tells whether the run is certainly with this worker now. */
  isHeld: () => boolean;
  random?: () => number;
  /** Notices work that takes the whole process; nobody does when absent. */
  watch?: WorkOn;
}

/** What hears of attempts. */
export interface AttemptsOwner {
  /** Writes how an attempt ended, with what follows from it. */
  onEnded(facts: RunFact[]): Promise<void>;
  /** Nothing can be written of an attempt. */
  onFailed(cause: unknown): void;
  /** An attempt is not followed here any more. */
  onLetGo(): void;
}

export interface AttemptStart {
  stepId: string;
  attempt: number;
  /** A worker that is gone began it. */
  resumed: boolean;
}

interface ActiveAttempt {
  stepId: string;
  /** What is done for it; absent while that is being prepared. */
  job?: StepJob;
  controller: AbortController;
  done: Promise<void>;
}

const NOTHING_STORED: LogPosition = { stdout: 0, stderr: 0, lines: 0 };

/** The attempts of a run that are followed here. */
export class Attempts {
  readonly #active = new Set<ActiveAttempt>();

  constructor(
    private readonly options: AttemptsOptions,
    private readonly owner: AttemptsOwner,
  ) {}

  get size(): number {
    return this.#active.size;
  }

  isFollowed(stepId: string): boolean {
    return [...this.#active].some(active => active.stepId === stepId);
  }

  /** Tells where another worker can go on with an attempt of a step. */
  resumableOf(stepId: string): AnyStepType['resumable'] | undefined {
    const { journal, stepTypes } = this.options;
    const state = journal.run.steps.find(({ id }) => id === stepId);
    return stepTypes.get(state?.uses ?? '')?.resumable;
  }

  launch(start: AttemptStart): void {
    const controller = new AbortController();
    const active: ActiveAttempt = {
      stepId: start.stepId,
      controller,
      done: this.#attempt(start, controller.signal, job => {
        active.job = job;
      })
        .catch(error => {
          if (!isHandOver(controller.signal)) this.owner.onFailed(error);
        })
        .finally(() => {
          this.#active.delete(active);
          this.owner.onLetGo();
        }),
    };
    this.#active.add(active);
  }

  /** Ends those of some steps, or lets go of them. */
  abort(reason: StopReason, isMeant: (stepId: string) => boolean): void {
    for (const { stepId, controller } of this.#active) {
      if (isMeant(stepId)) controller.abort(reason);
    }
  }

  /** Lets go of those that say of themselves that another worker finds them, wherever it is. */
  async handOverFound(): Promise<void> {
    for (const { job, controller } of this.#active) {
      if (typeof job?.stepType?.resumable !== 'function') continue;
      // What cannot tell is waited for, as what cannot be found is.
      const resumable = await findResumable(job).catch(() => false);
      if (resumable === true) controller.abort('hand-over');
    }
  }

  /** Waits until none is followed here any more. */
  async done(): Promise<void> {
    await Promise.all([...this.#active].map(({ done }) => done));
  }

  async #attempt(
    start: AttemptStart,
    signal: AbortSignal,
    onJob: (job: StepJob) => void,
  ): Promise<void> {
    const { journal, flow, stepTypes, clock, attemptHost, opened } =
      this.options;
    const { random = Math.random, watch = unwatched } = this.options;
    const state = journal.run.steps.find(({ id }) => id === start.stepId);
    if (!state) throw new Error(`The run has no step ${start.stepId}`);
    const step = definitionOf(flow, state);
    const job: StepJob = {
      step,
      state,
      run: journal.run,
      stepType: stepTypes.get(step.uses),
      resumed: start.resumed,
      attemptHost,
      clock,
      random,
      watch,
      context: await this.#createContext(step, start, signal),
    };
    onJob(job);
    const done = await executeStep(job);
    // Masked before anything follows from it: what is decided now is what would be after a restart.
    const facts = watch({ run: journal.run, step: step.id }, () => {
      const fact = maskFact(done, opened.mask);
      return [...warnOfMasked(done, fact), fact];
    });
    await this.owner.onEnded(facts);
  }

  async #createContext(
    step: FlowStep,
    { stepId, attempt, resumed }: AttemptStart,
    signal: AbortSignal,
  ): Promise<EngineStepContext> {
    const { journal, opened, store, isHeld } = this.options;
    const { id: runId, environment } = journal.run;
    const position = resumed
      ? await store.logPosition(runId, stepId, attempt)
      : NOTHING_STORED;
    const ref = { stepId, attempt };
    return {
      runId,
      ...ref,
      environment,
      timeoutMs: attemptLimit(step),
      signal,
      resumed,
      secrets: opened.secrets,
      say: said => appendSaid(journal, ref, maskSaid(said, opened.mask)),
      follower: { ...createFollower(journal, ref, position), isHeld },
    };
  }
}
