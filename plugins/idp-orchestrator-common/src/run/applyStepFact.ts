import type { Attempt, RunStep } from './RunStep';
import type { RunEvent } from './RunEvent';

export type StepEvent = Extract<RunEvent, { stepId: string }>;

type EventOf<T extends StepEvent['type']> = Extract<StepEvent, { type: T }>;

export function isStepFact(event: RunEvent): event is StepEvent {
  return event.type.startsWith('step.');
}

/** Applies a fact to the one step that it is about. */
export function applyStepFact(
  step: RunStep,
  event: Exclude<StepEvent, { type: 'step.expanded' }>,
): RunStep {
  switch (event.type) {
    case 'step.started':
      return startAttempt(step, event);
    case 'step.adopted':
      return {
        ...withAttempt(step, event.attempt, {
          status: 'running',
          adoptedAt: event.at,
          ...waitedUntil(step, event),
        }),
        status: 'running',
        waitingFor: undefined,
      };
    case 'step.progressed':
      return { ...step, progress: event.progress };
    case 'step.annotated':
      return { ...step, annotations: [...step.annotations, event.annotation] };
    case 'step.touched':
      return withTouch(step, event);
    case 'step.retryScheduled':
      return {
        ...withAttempt(step, event.attempt, {
          status: 'failed',
          finishedAt: endOf(step, event),
          error: event.error,
        }),
        status: 'waiting',
        waitingFor: event.waitingFor,
      };
    case 'step.waiting':
      return {
        ...withAttempt(step, event.attempt, { status: 'waiting' }),
        status: 'waiting',
        waitingFor: event.waitingFor,
        approval: event.approval,
        error: event.error,
      };
    case 'step.held':
      return { ...step, status: 'waiting', waitingFor: event.waitingFor };
    case 'step.answered':
      return withAnswer(step, event);
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
    error: undefined,
    history: [
      ...step.history,
      {
        number: event.attempt,
        status: 'running',
        startedAt: event.at,
        ...(event.host && { host: event.host }),
      },
    ],
  };
}

/** A run is read whole, so that a script which never ends with it takes no more room than this. */
const MOST_TOUCHED = 50;

function withTouch(
  step: RunStep,
  { service, what, at, nothingToDo }: EventOf<'step.touched'>,
): RunStep {
  if (nothingToDo) return step;
  const touched = [...(step.touched ?? []), { service, what, at }];
  return { ...step, touched: touched.slice(-MOST_TOUCHED) };
}

function withAnswer(step: RunStep, event: EventOf<'step.answered'>): RunStep {
  const { answer, by, comment, at, attempt, key, via } = event;
  const given = {
    answer,
    by,
    comment,
    at,
    attempt,
    ...(key && { key }),
    ...(via && { via }),
  };
  return { ...step, answers: [...(step.answers ?? []), given] };
}

function finishStep(step: RunStep, event: EventOf<'step.finished'>): RunStep {
  const finishedAt = endOf(step, event);
  return {
    ...withAttempt(step, event.attempt, {
      status: event.status,
      finishedAt,
      error: event.error,
      usage: event.usage,
      ...waitedInAll(step, event),
    }),
    status: event.status,
    finishedAt,
    waitingFor: undefined,
    output: event.output,
    ...(event.outputGaps && { outputGaps: event.outputGaps }),
    summary: event.summary,
    error: event.error,
  };
}

/** When an attempt ended: as its supervisor saw it, unless the clock was set meanwhile. */
function endOf(
  { history }: RunStep,
  {
    at,
    endedAt = at,
    attempt,
  }: { at: string; endedAt?: string; attempt: number },
): string {
  const began = history.find(({ number }) => number === attempt)?.startedAt;
  return endedAt <= at && (!began || endedAt >= began) ? endedAt : at;
}

/** How long an attempt has waited by now, when it has: that is no time of its work. */
function waitedUntil(
  { status, waitingFor, history }: RunStep,
  { at, attempt }: { at: string; attempt: number },
): Pick<Attempt, 'waitedMs'> {
  if (status !== 'waiting' || !waitingFor) return {};
  const before = history.find(({ number }) => number === attempt)?.waitedMs;
  const waited = Date.parse(at) - Date.parse(waitingFor.since);
  return { waitedMs: (before ?? 0) + Math.max(0, waited) };
}

/** How long an attempt has waited at its end, itself or in the run that it started. */
function waitedInAll(
  step: RunStep,
  event: EventOf<'step.finished'>,
): Pick<Attempt, 'waitedMs'> {
  const { waitedMs: below = 0, attempt } = event;
  const last = step.history.find(({ number }) => number === attempt);
  const { waitedMs = last?.waitedMs } = waitedUntil(step, event);
  if (below <= 0) return waitedMs === undefined ? {} : { waitedMs };
  return { waitedMs: (waitedMs ?? 0) + below };
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
