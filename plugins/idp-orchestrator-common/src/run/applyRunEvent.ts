import { applyStepFact, isStepFact, type StepEvent } from './applyStepFact';
import { expandStep } from './expandStep';
import type { Run } from './Run';
import type { RunStep } from './RunStep';
import { isKnownFact } from './isKnownFact';
import type { RunEvent } from './RunEvent';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/**
 * Applies an event to a run, as the one owner of run state: the engine folds
 * the events it appends, the portal folds the same events from the stream. It
 * is pure; events at or before `lastSeq` change nothing, so a repeated delivery
 * does no harm. One of a type that only a newer version knows moves `lastSeq`
 * and nothing else.
 *
 * @throws Error when the first event is not `run.created`, or an event names
 *   a step that the run does not have.
 *
 * @public
 */
export function applyRunEvent(run: Run | undefined, event: RunEvent): Run {
  if (event.type === 'run.created') {
    return run ?? { ...event.run, lastSeq: event.seq };
  }
  if (!run) {
    throw new Error(`A run starts with run.created, not with ${event.type}`);
  }
  if (event.seq <= run.lastSeq) return run;
  if (!isKnownFact(event)) return { ...run, lastSeq: event.seq };
  const changed = isStepFact(event)
    ? withStepFact(run, event)
    : applyRunFact(run, event);
  return { ...withStatus(changed, event.at), lastSeq: event.seq };
}

type RunLevelEvent = Exclude<RunEvent, StepEvent | EventOf<'run.created'>>;

function applyRunFact(run: Run, event: RunLevelEvent): Run {
  const { at } = event;
  switch (event.type) {
    case 'run.started':
    case 'run.resumed':
      return run.status === 'queued'
        ? { ...run, status: 'running', startedAt: run.startedAt ?? at }
        : run;
    case 'run.paused':
      return { ...run, pause: { by: event.by, reason: event.reason, at } };
    case 'run.unpaused':
      return { ...run, pause: undefined };
    case 'run.dismissed':
      return { ...run, dismissal: { by: event.by, reason: event.reason, at } };
    case 'run.timedOut':
      return { ...run, timedOutAt: at, status: 'cancelling' };
    case 'run.windowOverridden':
      return withOverride(run, event);
    case 'run.stalled':
      return withStall(run, event);
    case 'run.cancelRequested':
      return {
        ...run,
        status: 'cancelling',
        pause: undefined,
        cancellation: { by: event.by, reason: event.reason, at },
      };
    case 'run.retried':
      return reopenRun(run, event);
    case 'run.finished':
      return {
        ...run,
        status: event.status,
        finishedAt: at,
        pause: undefined,
        output: event.output,
        ...(event.outputGaps && { outputGaps: event.outputGaps }),
        ...(event.warnings && { warnings: event.warnings }),
        error: event.error,
      };
  }
}

function withStall(run: Run, event: EventOf<'run.stalled'>): Run {
  const { type: _, seq: __, ...stall } = event;
  return { ...run, stalls: [...(run.stalls ?? []), stall] };
}

function withOverride(
  run: Run,
  { by, reason, windows, at }: EventOf<'run.windowOverridden'>,
): Run {
  const given = { by, reason, windows, at };
  return { ...run, windowOverrides: [...(run.windowOverrides ?? []), given] };
}

function reopenRun(run: Run, event: EventOf<'run.retried'>): Run {
  const { by, reason, from, note, at } = event;
  const retried = { by, reason, from, at, ...(note && { note }) };
  return {
    ...run,
    status: 'queued',
    waitingFor: { kind: 'worker', text: 'a free worker', since: at },
    finishedAt: undefined,
    cancellation: undefined,
    dismissal: undefined,
    timedOutAt: undefined,
    stalls: undefined,
    output: undefined,
    outputGaps: undefined,
    warnings: undefined,
    error: undefined,
    retries: [...(run.retries ?? []), retried],
    steps: run.steps.map(step =>
      event.steps.includes(step.id) ? resetStep(step) : step,
    ),
  };
}

/**
 * Sets a step back for another try: what earlier attempts were stays in the
 * history; what they gave is gone.
 */
function resetStep(step: RunStep): RunStep {
  return {
    ...step,
    status: 'pending',
    attemptsBefore: step.attempts,
    startedAt: undefined,
    finishedAt: undefined,
    waitingFor: undefined,
    skippedBecause: undefined,
    skipKind: undefined,
    progress: undefined,
    annotations: [],
    summary: undefined,
    output: undefined,
    outputGaps: undefined,
    error: undefined,
    approval: undefined,
  };
}

function withStepFact(run: Run, event: StepEvent): Run {
  const index = run.steps.findIndex(step => step.id === event.stepId);
  if (index < 0) throw new Error(`Run ${run.id} has no step ${event.stepId}`);
  if (event.type === 'step.expanded') {
    return { ...run, steps: expandStep(run.steps, event) };
  }
  const steps = run.steps.slice();
  steps[index] = applyStepFact(steps[index], event);
  return { ...run, steps };
}

/**
 * Sets the status that follows from the steps: a run waits when nothing of it
 * runs and some step waits.
 */
function withStatus(run: Run, at: string): Run {
  switch (run.status) {
    case 'queued':
      return run;
    case 'running':
    case 'waiting':
    case 'paused':
      return run.pause
        ? withWaiting({ ...run, status: 'paused' }, undefined, at)
        : withWaiting({ ...run, status: 'running' }, findWaiting(run), at);
    default:
      return withWaiting(run, undefined, at);
  }
}

function withWaiting(run: Run, waiting: RunStep | undefined, at: string): Run {
  if (waiting) {
    return {
      ...run,
      status: 'waiting',
      waitingFor: waiting.waitingFor,
      waitingSince: run.waitingSince ?? at,
    };
  }
  const waited = run.waitingSince
    ? Date.parse(at) - Date.parse(run.waitingSince)
    : 0;
  const held = run.waitingFor?.kind === 'window' && waited > 0;
  return {
    ...run,
    waitingFor: undefined,
    waitingSince: undefined,
    ...(waited > 0 && { waitedMs: (run.waitedMs ?? 0) + waited }),
    ...(held && { heldMs: (run.heldMs ?? 0) + waited }),
  };
}

function findWaiting({ steps }: Run): RunStep | undefined {
  const waiting = steps.find(step => step.status === 'waiting');
  if (!waiting) return undefined;
  // A step with items runs only as much as they do.
  const groups = new Set(steps.map(({ parent }) => parent));
  const isBusy = steps.some(
    ({ id, status }) => status === 'running' && !groups.has(id),
  );
  return isBusy ? undefined : waiting;
}
