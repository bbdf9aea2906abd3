import type { Attempt, Run, RunStep } from './Run';
import type { RunEvent } from './RunEvent';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/**
 * The one owner of run state: the engine folds the events it appends, the
 * portal folds the same events from the stream. Pure; events at or before
 * `lastSeq` change nothing, so a repeated delivery does no harm.
 *
 * @throws Error when the first event is not `run.created`, or an event names
 *   a step that the run does not have.
 */
export function applyRunEvent(run: Run | undefined, event: RunEvent): Run {
  if (event.type === 'run.created') {
    return run ?? { ...event.run, lastSeq: event.seq };
  }
  if (!run) {
    throw new Error(`A run starts with run.created, not with ${event.type}`);
  }
  if (event.seq <= run.lastSeq) return run;
  return { ...applyFact(run, event), lastSeq: event.seq };
}

function applyFact(
  run: Run,
  event: Exclude<RunEvent, { type: 'run.created' }>,
): Run {
  switch (event.type) {
    case 'run.started':
      return {
        ...run,
        status: run.status === 'queued' ? 'running' : run.status,
        startedAt: event.at,
        waitingFor: undefined,
      };
    case 'run.resumed':
      return run;
    case 'run.cancelRequested':
      return {
        ...run,
        status: 'cancelling',
        waitingFor: undefined,
        cancellation: { by: event.by, reason: event.reason, at: event.at },
      };
    case 'run.finished':
      return finishRun(run, event);
    default:
      return withRunWaiting(
        withStep(run, event.stepId, step => applyStepFact(step, event)),
      );
  }
}

function finishRun(run: Run, event: EventOf<'run.finished'>): Run {
  return {
    ...run,
    status: event.status,
    finishedAt: event.at,
    waitingFor: undefined,
    output: event.output,
    error: event.error,
  };
}

type StepEvent = Exclude<RunEvent, { type: `run.${string}` }>;

function applyStepFact(step: RunStep, event: StepEvent): RunStep {
  switch (event.type) {
    case 'step.started':
      return startAttempt(step, event);
    case 'step.adopted':
      return withAttempt(step, event.attempt, { adoptedAt: event.at });
    case 'step.progressed':
      return { ...step, progress: event.progress };
    case 'step.annotated':
      return { ...step, annotations: [...step.annotations, event.annotation] };
    case 'step.retryScheduled':
      return {
        ...withAttempt(step, event.attempt, {
          status: 'failed',
          finishedAt: event.at,
          error: event.error,
        }),
        status: 'waiting',
        waitingFor: event.waitingFor,
      };
    case 'step.skipped':
      return {
        ...step,
        status: 'skipped',
        finishedAt: event.at,
        skippedBecause: event.because,
        skipKind: event.kind,
        waitingFor: undefined,
      };
    case 'step.finished':
      return finishStep(step, event);
  }
}

function startAttempt(step: RunStep, event: EventOf<'step.started'>): RunStep {
  return {
    ...step,
    status: 'running',
    startedAt: step.startedAt ?? event.at,
    attempts: event.attempt,
    waitingFor: undefined,
    progress: undefined,
    history: [
      ...step.history,
      { number: event.attempt, status: 'running', startedAt: event.at },
    ],
  };
}

function finishStep(step: RunStep, event: EventOf<'step.finished'>): RunStep {
  return {
    ...withAttempt(step, event.attempt, {
      status: event.status,
      finishedAt: event.at,
      error: event.error,
    }),
    status: event.status,
    finishedAt: event.at,
    waitingFor: undefined,
    output: event.output,
    summary: event.summary,
    error: event.error,
  };
}

function withAttempt(
  step: RunStep,
  number: number,
  change: Partial<Attempt>,
): RunStep {
  return {
    ...step,
    history: step.history.map(attempt =>
      attempt.number === number ? { ...attempt, ...change } : attempt,
    ),
  };
}

function withStep(
  run: Run,
  stepId: string,
  change: (step: RunStep) => RunStep,
): Run {
  const index = run.steps.findIndex(step => step.id === stepId);
  if (index < 0) throw new Error(`Run ${run.id} has no step ${stepId}`);
  const steps = run.steps.slice();
  steps[index] = change(steps[index]);
  return { ...run, steps };
}

/** A run waits when nothing of it runs and some step waits: it says for what. */
function withRunWaiting(run: Run): Run {
  if (run.status !== 'running' && run.status !== 'waiting') return run;
  const waiting = run.steps.find(step => step.status === 'waiting');
  const busy = run.steps.some(step => step.status === 'running');
  return waiting && !busy
    ? { ...run, status: 'waiting', waitingFor: waiting.waitingFor }
    : { ...run, status: 'running', waitingFor: undefined };
}
