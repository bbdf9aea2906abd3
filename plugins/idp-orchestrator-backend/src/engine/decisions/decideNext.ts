import {
  isGivenUp,
  isRunFinished,
  isStepFinished,
  type FlowDefinition,
  type Run,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideGroup } from './decideGroup';
import { decidePending, skip } from './decidePending';
import { decideWaiting } from './decideWaiting';
import { wakeBy, type Decision } from './Decision';
import { describeStalls } from './describeStalls';
import {
  createRunView,
  deadlineOf,
  definitionOf,
  type Moment,
  type RunView,
} from './RunView';
import { endStatus } from './stepEnding';
import { during } from '../watchdog/currentWork';
import type { Ending } from '../execution/runReport';

/**
 * Decides, from definition, state and time only, what comes next. Order,
 * skips, retries, waiting and endings are all decided here, so all of it can
 * be tested without a database or a clock. What is settled may free steps:
 * decide again after folding what was decided.
 */
export function decideNext(
  flow: FlowDefinition,
  run: Run,
  moment: Moment,
): Decision {
  const decision: Decision = { settle: [], start: [], resume: [] };
  if (isRunFinished(run)) return decision;
  const view = createRunView(flow, run, moment);
  if (settleDeadline(view, decision)) return decision;
  for (const state of run.steps) {
    if (isStepFinished(state)) continue;
    during({ step: state.id }, () => decideStep(view, state, decision));
  }
  if (run.steps.every(isStepFinished)) decision.finish = endingOf(run);
  return decision;
}

/**
 * Decides only whether a run has taken too long: all that is decided of one that
 * is about to be given away.
 */
export function decideDeadline(
  flow: FlowDefinition,
  run: Run,
  { now }: Moment,
): Decision {
  const decision: Decision = { settle: [], start: [], resume: [] };
  if (!isRunFinished(run)) settleDeadline({ flow, run, now }, decision);
  return decision;
}

/** True when the run has just taken too long, which changes what comes next. */
function settleDeadline(
  { flow, run, now }: Pick<RunView, 'flow' | 'run' | 'now'>,
  decision: Decision,
): boolean {
  const deadline = deadlineOf(flow, run);
  if (deadline === undefined || run.timedOutAt || run.cancellation) {
    return false;
  }
  if (isGivenUp(run)) return false;
  if (deadline > now) {
    wakeBy(decision, deadline);
    return false;
  }
  decision.settle.push({ type: 'run.timedOut' });
  return true;
}

function decideStep(view: RunView, state: RunStep, decision: Decision): void {
  switch (state.status) {
    case 'waiting':
      decideWaiting(view, state, decision);
      break;
    case 'pending':
      if (state.parent === undefined) decidePending(view, state, decision);
      else decideLeftItem(view, state, decision);
      break;
    case 'running':
      if (hasStalled(view, state)) decision.settle.push(giveUp(view, state));
      else decideGroup(view, state, decision);
      break;
    default:
  }
}

/**
 * Of a run that is given up not even the end is awaited of the step that
 * stalled it: to follow it is what must not be done again. Its script, if one
 * runs, is ended by its supervisor, since nobody follows it.
 */
function hasStalled({ run }: RunView, { id }: RunStep): boolean {
  return isGivenUp(run) && run.stalls?.some(({ step }) => step === id) === true;
}

function giveUp({ flow, run }: RunView, state: RunStep): RunFact {
  return {
    type: 'step.finished',
    stepId: state.id,
    attempt: Math.max(state.attempts, 1),
    status: endStatus(definitionOf(flow, state), 'failed'),
    error: { message: describeStalls(run) },
  };
}

/** Items are started by their group; when that is not reached again, neither are they. */
function decideLeftItem(
  { states }: RunView,
  item: RunStep,
  decision: Decision,
): void {
  const group = item.parent && states.get(item.parent);
  if (!group || !isStepFinished(group)) return;
  const because = group.skippedBecause ?? `${group.title} is over`;
  decision.settle.push(skip(item.id, because, 'not-reached'));
}

function endingOf(run: Run): Ending {
  if (run.cancellation) return 'cancelled';
  if (run.timedOutAt || isGivenUp(run)) return 'failed';
  if (run.steps.some(step => step.status === 'failed')) return 'failed';
  if (run.steps.some(step => step.status === 'cancelled')) return 'cancelled';
  return run.steps.some(step => step.status === 'warning')
    ? 'succeeded-with-warnings'
    : 'succeeded';
}
