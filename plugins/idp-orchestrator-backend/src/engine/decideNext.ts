import {
  isRunFinished,
  isStepFinished,
  type FlowDefinition,
  type FlowStep,
  type Run,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { evaluateCondition } from './expression';
import { createExpressionContext } from './expressionContext';

/** What should happen to a run now, seen from its state alone. */
export interface Decision {
  /** Steps that are over without an attempt: skipped, or not startable. */
  settle: RunFact[];
  /** Attempts to start. */
  start: Array<{ stepId: string; attempt: number }>;
  /** When (ms since 1970) to look again, if nothing else happens before. */
  wakeAt?: number;
  /** Every step is over: how the run ended. */
  finish?: 'succeeded' | 'succeeded-with-warnings' | 'failed' | 'cancelled';
}

/**
 * Decides, from definition, state and time only, what comes next. Order,
 * skips, retries and endings are all decided here, so all of it can be tested
 * without a database or a clock. Settled steps may free others: decide again
 * after folding what was decided.
 */
export function decideNext(
  flow: FlowDefinition,
  run: Run,
  now: number,
): Decision {
  const decision: Decision = { settle: [], start: [] };
  if (isRunFinished(run)) return decision;
  const stop = reasonToStop(run);
  const states = new Map(run.steps.map(step => [step.id, step]));
  for (const step of flow.steps) {
    const state = states.get(step.id);
    if (state) decideStep({ step, state, states, run, stop, now }, decision);
  }
  if (run.steps.every(isStepFinished)) decision.finish = endingOf(run);
  return decision;
}

interface StepView {
  step: FlowStep;
  state: RunStep;
  states: Map<string, RunStep>;
  run: Run;
  stop: string | undefined;
  now: number;
}

function decideStep(view: StepView, decision: Decision): void {
  if (view.state.status === 'waiting') decideWaiting(view, decision);
  if (view.state.status === 'pending') decidePending(view, decision);
}

function decideWaiting(
  { state, run, stop, now }: StepView,
  decision: Decision,
) {
  if (stop) {
    decision.settle.push({
      type: 'step.finished',
      stepId: state.id,
      attempt: state.attempts,
      status: run.cancellation ? 'cancelled' : 'failed',
      error: { ...lastError(state), message: `No further attempt: ${stop}` },
    });
    return;
  }
  const until = Date.parse(state.waitingFor?.until ?? '');
  if (until <= now) {
    decision.start.push({ stepId: state.id, attempt: state.attempts + 1 });
  } else if (!Number.isNaN(until)) {
    decision.wakeAt = Math.min(until, decision.wakeAt ?? Infinity);
  }
}

function decidePending(view: StepView, decision: Decision): void {
  const { step, run, stop } = view;
  if (stop) {
    decision.settle.push(skip(step.id, stop, 'not-reached'));
    return;
  }
  const needs = step.needs.map(need => needState(view.states.get(need)));
  const lost = needs.find(need => need.state === 'lost');
  if (lost) {
    decision.settle.push(skip(step.id, lost.because, 'not-reached'));
    return;
  }
  if (needs.some(need => need.state === 'open')) return;
  try {
    if (isWanted(step, run)) {
      decision.start.push({ stepId: step.id, attempt: 1 });
    } else {
      decision.settle.push(
        skip(step.id, `its condition is false: ${step.if}`, 'not-needed'),
      );
    }
  } catch (error) {
    decision.settle.push({
      type: 'step.finished',
      stepId: step.id,
      attempt: 1,
      status: 'failed',
      error: {
        message: `The condition of step ${step.id} cannot be evaluated. ${
          (error as Error).message
        }`,
        step: step.id,
      },
    });
  }
}

function isWanted(step: FlowStep, run: Run): boolean {
  return (
    step.if === undefined ||
    evaluateCondition(step.if, createExpressionContext(run))
  );
}

type NeedState = { state: 'met' | 'open' } | { state: 'lost'; because: string };

/** A need is met when it succeeded, warned, failed with "continue", or was skipped by its own `if`. */
function needState(need: RunStep | undefined): NeedState {
  if (!need || !isStepFinished(need)) return { state: 'open' };
  switch (need.status) {
    case 'failed':
      return need.onFailure === 'continue'
        ? { state: 'met' }
        : { state: 'lost', because: `${need.title} failed` };
    case 'cancelled':
      return { state: 'lost', because: `${need.title} was cancelled` };
    case 'skipped':
      return need.skipKind === 'not-needed'
        ? { state: 'met' }
        : { state: 'lost', because: `${need.title} was not reached` };
    default:
      return { state: 'met' };
  }
}

function reasonToStop(run: Run): string | undefined {
  if (run.cancellation) return 'the run was cancelled';
  const aborting = run.steps.find(
    step => step.status === 'failed' && step.onFailure === 'abort',
  );
  return aborting && `${aborting.title} failed`;
}

function endingOf(run: Run): Decision['finish'] {
  if (run.cancellation) return 'cancelled';
  if (run.steps.some(step => step.status === 'failed')) return 'failed';
  if (run.steps.some(step => step.status === 'cancelled')) return 'cancelled';
  return run.steps.some(step => step.status === 'warning')
    ? 'succeeded-with-warnings'
    : 'succeeded';
}

function skip(
  stepId: string,
  because: string,
  kind: 'not-needed' | 'not-reached',
): RunFact {
  return { type: 'step.skipped', stepId, because, kind };
}

function lastError(state: RunStep) {
  return state.history.at(-1)?.error;
}
