import {
  formatSpoolIdentity,
  isGivenUp,
  isRunFinished,
  isStepFinished,
  type Run,
  type RunFact,
  type RunStep,
  type WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LateStart, MonotonicTime, RunRest, StepGate } from '../../ports';
import { later, msBetween } from '../../waiting/monotonicTime';
import { WakeableTimer } from '../../waiting/WakeableTimer';
import { advance, type Advance } from '../decisions/advance';
import { decideDeadline, decideNext } from '../decisions/decideNext';
import { refuseRun } from '../decisions/refuseRun';
import { mustEndSteps } from '../decisions/RunView';
import { Attempts, type AttemptsOptions, type AttemptStart } from './Attempts';
import { hostOf, isElsewhere } from './attemptHost';
import type { DueTimes } from './DueTimes';

export interface RunExecutionOptions extends AttemptsOptions {
  due: DueTimes;
  worker: string;
  /** Asks about a run that was to begin later; nobody asks when absent. */
  late?: LateStart;
  /** Says which steps have to wait for a window; none has when absent. */
  gate?: StepGate;
  /** What is to be started, where the beginning of the run is written already. */
  begun?: Advance;
}

/** The next time at which there is something to decide: by the clock of the wall, and by the even one. */
interface Wake {
  at: number;
  end: MonotonicTime;
}

/** What is due at a time of the wall is looked at this often (ms), because the clock may be set. */
const LOOK_AGAIN_MS = 1_000;

/** A run that has nothing to do for longer than this (ms) needs no worker meanwhile. */
const SHORT_WAIT_MS = 2_000;

/**
 * Works on one claimed run until it is finished or given away: starts what
 * `decideNext` says, and writes the end of each attempt together with what
 * follows from it.
 */
export class RunExecution {
  readonly #attempts: Attempts;
  /** True when the next worker begins what is to be begun. */
  #draining = false;
  #wake: Wake | undefined;
  #decidedAt = 0;
  #failure: { cause: unknown } | undefined;
  /** True when a window has changed since it was decided. */
  #gateMoved = false;
  readonly #timer: WakeableTimer;

  constructor(private readonly options: RunExecutionOptions) {
    this.#timer = new WakeableTimer(options.clock);
    this.#attempts = new Attempts(options, {
      onEnded: facts => this.#advance(facts),
      onFailed: cause => this.#fail(cause),
      // When it was the last one, the run may rest.
      onLetGo: () => this.#timer.wake(),
    });
  }

  /**
   * @returns when the run is finished or rests, telling for how long; or,
   *   once `signal` aborts, when everything that was followed here is let go;
   *   or, once `draining` does, when what has to end in this process has ended.
   * @throws what kept this worker from writing to the run
   */
  async run(
    signal: AbortSignal,
    draining?: AbortSignal,
  ): Promise<RunRest | undefined> {
    const { begun, gate } = this.options;
    if (draining?.aborted && !begun) return undefined;
    let rests = false;
    // Once for the run, and not for each wait: those are on the way of every step.
    const letGo = () => this.#timer.wake();
    const drain = () => this.#drain();
    const stopListening = gate?.onChange(() => {
      this.#gateMoved = true;
      this.#timer.wake();
    });
    signal.addEventListener('abort', letGo);
    draining?.addEventListener('abort', drain);
    try {
      if (draining?.aborted) drain();
      if (begun) this.#goOn(begun);
      else await this.#resume();
      while (!signal.aborted && !this.#failure && this.#hasWork()) {
        await this.#waitForChange(signal);
      }
      rests = !signal.aborted && !this.#draining && !this.#failure;
    } finally {
      stopListening?.();
      signal.removeEventListener('abort', letGo);
      draining?.removeEventListener('abort', drain);
      await this.#stop(signal.reason);
    }
    if (this.#failure) throw this.#failure.cause;
    // What is only handed over has work for the next worker at once.
    return rests ? this.#createRest() : undefined;
  }

  #createRest(): RunRest {
    const { steps } = this.options.journal.run;
    const waitsFor = (kind: WaitingFor['kind']) =>
      steps.find(({ waitingFor }) => waitingFor?.kind === kind);
    const owned = waitsFor('owner');
    return {
      lastSeq: this.#decidedAt,
      until: this.#wake?.at,
      host: owned && hostOf(owned),
      isHeld: waitsFor('window') !== undefined,
    };
  }

  #hasWork(): boolean {
    if (isRunFinished(this.options.journal.run)) return false;
    if (this.#attempts.size > 0) return true;
    if (this.#draining) return false;
    return this.#restMs() <= SHORT_WAIT_MS;
  }

  /** The time until the next wake-up; the clock that comes first counts, and decides nothing by itself. */
  #restMs(): number {
    const { clock } = this.options;
    if (!this.#wake) return Infinity;
    const { at, end } = this.#wake;
    return Math.min(at - clock.now(), msBetween(clock.monotonic(), end));
  }

  /** Somebody else wrote to the run, for example a cancel request. */
  async refresh(): Promise<void> {
    try {
      await this.options.journal.catchUp();
      // That it is cancelled is written: its steps hear of it before anything else is.
      this.#endStepsIfDue();
      await this.#advance([]);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Goes on with what was begun by the commit that made the run: its time goes from there. */
  #goOn(begun: Advance): void {
    const { due, flow, journal } = this.options;
    due.note(flow, journal.run);
    this.#follow(begun);
  }

  async #resume(): Promise<void> {
    const { journal, worker } = this.options;
    const before = journal.run;
    if (await this.#isRefused(before)) return;
    const groups = new Set(before.steps.map(({ parent }) => parent));
    const interrupted = before.steps.filter(
      step =>
        (step.status === 'running' && !groups.has(step.id)) ||
        this.#isBack(step),
    );
    await this.#advance([
      { type: before.startedAt ? 'run.resumed' : 'run.started', worker },
    ]);
    const over = new Set(
      journal.run.steps.filter(isStepFinished).map(({ id }) => id),
    );
    for (const { id, attempts } of interrupted.filter(s => !over.has(s.id))) {
      this.#launch({ stepId: id, attempt: attempts, resumed: true });
    }
    this.#endStepsIfDue();
  }

  /** What was put off is asked about again when its time has come, before anything of it is done. */
  async #isRefused(run: Run): Promise<boolean> {
    const { late, journal, flow, clock } = this.options;
    if (!late || !run.startAt || run.startedAt) return false;
    try {
      await late.requireStart(run);
      return false;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NotAllowedError') {
        throw error;
      }
      const because = error.message;
      await journal.append(newest => ({
        facts: isRunFinished(newest)
          ? []
          : refuseRun(flow, newest, { because, now: clock.now() }),
        logs: [],
      }));
      return true;
    }
  }

  /** It waited for a worker of this host. */
  #isBack(step: RunStep): boolean {
    return (
      step.waitingFor?.kind === 'owner' &&
      !isElsewhere(hostOf(step), this.options.attemptHost)
    );
  }

  async #waitForChange(signal: AbortSignal): Promise<void> {
    const rest = Math.min(Math.max(this.#restMs(), 0), LOOK_AGAIN_MS);
    await this.#timer.wait(this.#wake && rest);
    if (signal.aborted || this.#failure) return;
    if (this.#restMs() > 0 && !this.#gateMoved) return;
    this.#gateMoved = false;
    await this.#advance([]);
  }

  /** Writes facts with all that follows from them, and starts what is to start. */
  async #advance(facts: RunFact[]): Promise<void> {
    const { journal, flow, clock, due, attemptHost, gate } = this.options;
    let next: Advance = { facts, start: [], resume: [] };
    await journal.append(run => {
      next = advance(flow, run, {
        facts: facts.filter(fact => !isTooLate(run, fact)),
        now: clock.now(),
        gate,
        host: attemptHost && formatSpoolIdentity(attemptHost.identity),
        adjust: state => due.adjust(flow, state),
        // What is given away is decided by the next worker.
        decide: this.#draining ? decideDeadline : decideNext,
      });
      return { facts: next.facts, logs: [] };
    });
    this.#follow(next);
  }

  /** Starts what follows from what was written last. */
  #follow(next: Advance): void {
    const { journal } = this.options;
    this.#wake = next.wakeAt === undefined ? undefined : this.#at(next.wakeAt);
    if (!this.#draining) this.#decidedAt = journal.run.lastSeq;
    next.start.forEach(start => this.#launch({ ...start, resumed: false }));
    next.resume
      .filter(({ stepId }) => !this.#attempts.isFollowed(stepId))
      .forEach(start => this.#launch({ ...start, resumed: true }));
    this.#endStepsIfDue();
    this.#timer.wake();
  }

  #at(at: number): Wake {
    const { clock } = this.options;
    return { at, end: later(clock.monotonic(), at - clock.now()) };
  }

  /** Steps of `finally` are there for this very moment. */
  #endStepsIfDue(): void {
    const { journal, flow } = this.options;
    if (!mustEndSteps(flow, journal.run)) return;
    const last = isGivenUp(journal.run)
      ? new Set<string>()
      : new Set(
          journal.run.steps.filter(step => step.finally).map(({ id }) => id),
        );
    this.#attempts.abort('cancel', stepId => !last.has(stepId));
  }

  #launch(start: AttemptStart): void {
    const attempts = this.#attempts;
    if (this.#draining && attempts.resumableOf(start.stepId) === true) return;
    attempts.launch(start);
  }

  #fail(cause: unknown): void {
    this.#failure ??= { cause };
    this.#timer.wake();
  }

  /**
   * Begins nothing more, and lets go at once of what another worker can go on
   * with, wherever it is. The rest would be lost with this process.
   */
  #drain(): void {
    this.#draining = true;
    const attempts = this.#attempts;
    attempts.abort('hand-over', id => attempts.resumableOf(id) === true);
    void attempts.handOverFound();
    this.#timer.wake();
  }

  /** Lets go of everything; for a shutdown it ends what can be ended, which scripts can. */
  async #stop(reason: unknown): Promise<void> {
    this.#draining = true;
    const attempts = this.#attempts;
    if (reason === 'shutdown') {
      attempts.abort('shutdown', id => mayBeHere(attempts.resumableOf(id)));
    }
    // One that was told why it ends is not told another reason.
    attempts.abort('hand-over', () => true);
    await attempts.done();
  }
}

/** Whether what an attempt runs in may be on this host, and would be killed with this process. */
function mayBeHere(resumable: ReturnType<Attempts['resumableOf']>): boolean {
  return resumable === 'on-its-host' || typeof resumable === 'function';
}

/** Of a run that is given up a step may be over before its attempt is. */
function isTooLate(run: Run, fact: RunFact): boolean {
  if (!isGivenUp(run) || !('stepId' in fact)) return false;
  const step = run.steps.find(({ id }) => id === fact.stepId);
  return step !== undefined && isStepFinished(step);
}
