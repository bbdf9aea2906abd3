import {
  describeProblems,
  hostNameOf,
  parseDuration,
  problemsOf,
  type FlowStep,
  type Run,
  type RunError,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  FatalStepError,
  type Resumable,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Clock } from '../../ports';
import {
  hostOf,
  isElsewhere,
  waitForOwner,
  type AttemptHost,
} from './attemptHost';
import type {
  AnyStepType,
  EnginePlanContext,
  EngineStepContext,
} from '../EngineStepContext';
import type { ExpressionBudget } from '../expressions/ExpressionBudget';
import { evaluateTemplate } from '../expressions/expression';
import { createExpressionContext } from '../expressions/expressionContext';
import { decideRetryDelay } from '../decisions/retryPolicy';
import { endStatus } from '../decisions/stepEnding';
import type { WorkOn } from '../watchdog/Watchdog';

/** An attempt that the engine wants done. */
export interface StepJob {
  step: FlowStep;
  run: Run;
  /** The step as it is in the run. */
  state: RunStep;
  stepType: AnyStepType | undefined;
  context: EngineStepContext;
  /** A worker that is gone began this attempt. */
  resumed: boolean;
  attemptHost?: AttemptHost;
  clock: Clock;
  random: () => number;
  watch: WorkOn;
}

/** An attempt is lost at most this often before its step fails. */
const LOST_LIMIT = 10;

/**
 * Does one attempt and tells how it ended: finished, or to be tried again.
 *
 * @throws the signal's reason when the attempt is handed over to another
 *   worker; then nothing is known of its end, and nothing is written.
 */
export async function executeStep(job: StepJob): Promise<RunFact> {
  let outcome: StepOutcome;
  try {
    const away = await isAway(job);
    const wait = away ? decideOwnerWait(job) : undefined;
    if (wait) return wait;
    outcome = await attempt(job, away);
  } catch (error) {
    if (isHandOver(job.context.signal)) throw error;
    outcome = { status: 'failed', error: toRunError(error) };
    if (error instanceof FatalStepError) return finished(job, outcome);
  }
  return (
    decideWait(job, outcome) ??
    // What would fail is not tried again: nothing was done.
    (job.run.dryRun ? undefined : decideRetry(job, outcome)) ??
    finished(job, outcome)
  );
}

async function attempt(job: StepJob, away: boolean): Promise<StepOutcome> {
  const { step, run, stepType, context, watch } = job;
  if (!stepType) {
    throw new FatalStepError(
      `Step ${step.id} uses ${step.uses}, a step type that is not installed here`,
    );
  }
  const input = watch({ run, step: step.id }, () =>
    readInput(stepType, step, { run, state: job.state }),
  );
  if (run.dryRun) {
    const { environment, secrets } = context;
    // As a plan does it: whatever can say what it would do is asked.
    const asked: EnginePlanContext = { environment, secrets, ask: true };
    const effect = await stepType.plan(input, asked);
    const { text, failure } = effect;
    return failure === undefined
      ? { status: 'succeeded', output: effect, summary: text }
      : { status: 'failed', output: effect, error: { message: failure } };
  }
  if (job.resumed && !stepType.resumable) {
    return {
      status: 'lost',
      error: {
        message: `The worker of this attempt is gone, and a step that uses ${step.uses} cannot be found again`,
      },
    };
  }
  if (away) {
    return {
      status: 'lost',
      error: {
        message: `The script was started on ${hostNameOf(hostOf(job.state) ?? '')}, whose worker did not come back; it has been ended there, and it is not known how far it came`,
      },
    };
  }
  return stepType.run(input, context);
}

/** Its processes, if there are any, cannot be reached from here. */
async function isAway(job: StepJob): Promise<boolean> {
  const { run, state, resumed, attemptHost } = job;
  if (!resumed || run.dryRun) return false;
  if (!isElsewhere(hostOf(state), attemptHost)) return false;
  return (await findResumable(job)) === 'on-its-host';
}

/** Finds out whether an attempt is found by another worker, and from where. */
export async function findResumable({
  stepType,
  step,
  run,
  state,
  context,
}: Pick<
  StepJob,
  'stepType' | 'step' | 'run' | 'state' | 'context'
>): Promise<Resumable> {
  if (!stepType) return false;
  const { resumable } = stepType;
  return typeof resumable === 'function'
    ? resumable(readInput(stepType, step, { run, state }), context)
    : resumable;
}

function decideOwnerWait(job: StepJob): RunFact | undefined {
  if (!job.attemptHost) return undefined;
  return waitForOwner(job.state, job.attemptHost, job.clock.now());
}

/** What the input of a step is evaluated with. */
interface StepInput {
  run: Omit<Run, 'lastSeq'>;
  /** The step, or one of its items. */
  state?: Pick<RunStep, 'item' | 'index' | 'itemGaps'>;
  /** What it shares with others that are read in one go. */
  budget?: ExpressionBudget;
}

/** The step's `with`, evaluated and checked by its type. */
export function readInput(
  stepType: AnyStepType,
  step: FlowStep,
  { run, state, budget }: StepInput,
): unknown {
  const context = createExpressionContext(run, state);
  const input = evaluateTemplate(step.with, context, budget?.ofValue());
  const checked = stepType.inputSchema.safeParse(input);
  if (checked.success) return checked.data;
  throw new FatalStepError(
    `The input of step ${step.id} (uses ${step.uses}) is not usable. ${describeProblems(
      problemsOf(checked.error, input),
    )}`,
  );
}

/** A limit that the flow sets for each attempt of a step, in ms. */
export function attemptLimit(step: FlowStep): number | undefined {
  return step.timeout === undefined ? undefined : parseDuration(step.timeout);
}

/** An attempt that waits keeps no worker. */
function decideWait(job: StepJob, outcome: StepOutcome): RunFact | undefined {
  const { step, context, clock } = job;
  const ref = { stepId: step.id, attempt: context.attempt };
  const since = new Date(clock.now()).toISOString();
  if (outcome.status === 'waiting') {
    const { waitingFor, approval } = outcome;
    return {
      type: 'step.waiting',
      ...ref,
      waitingFor: { since, ...waitingFor },
      approval,
    };
  }
  if (outcome.status !== 'lost' || step.onLost !== 'ask') return undefined;
  const text =
    'a decision: nobody knows how the last attempt ended. Approve to start it again, reject to let it fail';
  return {
    type: 'step.waiting',
    ...ref,
    waitingFor: { kind: 'decision', text, since },
    error: outcome.error,
  };
}

function decideRetry(
  { step, state, context, clock, random }: StepJob,
  outcome: StepOutcome,
): RunFact | undefined {
  const { aborted, reason } = context.signal;
  if (aborted && reason !== 'shutdown') return undefined;
  // Of those since somebody asked the step to run again.
  const number = context.attempt - (state.attemptsBefore ?? 0);
  const delay =
    outcome.status === 'lost'
      ? lostDelay(step, number)
      : failedDelay(step, { outcome, attempt: number, random });
  if (delay === undefined || !('error' in outcome) || !outcome.error) {
    return undefined;
  }
  const now = clock.now();
  const text =
    outcome.status === 'lost'
      ? `attempt ${context.attempt + 1}, since attempt ${context.attempt} was lost`
      : `attempt ${number + 1} of ${step.retry?.attempts}`;
  return {
    type: 'step.retryScheduled',
    stepId: step.id,
    attempt: context.attempt,
    ...(outcome.endedAt && { endedAt: outcome.endedAt }),
    error: outcome.error,
    waitingFor: {
      kind: 'retry',
      text,
      since: new Date(now).toISOString(),
      until: new Date(now + delay).toISOString(),
    },
  };
}

function lostDelay(step: FlowStep, number: number): number | undefined {
  return step.onLost === 'restart' && number < LOST_LIMIT ? 0 : undefined;
}

function failedDelay(
  step: FlowStep,
  last: { outcome: StepOutcome; attempt: number; random: () => number },
): number | undefined {
  const { status } = last.outcome;
  if (status !== 'failed' && status !== 'timed-out') return undefined;
  if (!step.retry?.on.includes(status)) return undefined;
  return decideRetryDelay(step.retry, last.attempt, last.random);
}

function finished({ step, context }: StepJob, outcome: StepOutcome): RunFact {
  if (outcome.status === 'waiting') throw new Error('It waits');
  const { status, ...told } = outcome;
  return {
    type: 'step.finished',
    stepId: step.id,
    attempt: context.attempt,
    status: endStatus(step, status),
    ...told,
  };
}

/** Whether an attempt that throws is left to the next worker. */
export function isHandOver({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason === 'hand-over' || reason === 'shutdown');
}

/** A stack only of errors that are nobody's expected answer. */
function toRunError(error: unknown): RunError {
  if (!(error instanceof Error)) return { message: String(error) };
  const expected =
    error instanceof FatalStepError ||
    [
      'InputError',
      'NotFoundError',
      'NotAllowedError',
      'ConflictError',
      'ExpressionError',
    ].includes(error.name);
  return expected
    ? { message: error.message }
    : { message: error.message, stack: error.stack };
}
