import {
  isStepFinished,
  type FlowStep,
  type RunError,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { beginStep } from './beginStep';
import type { Decision } from './Decision';
import { evaluateCondition, evaluateTemplate } from '../expressions/expression';
import { createExpressionContext } from '../expressions/expressionContext';
import { definitionOf, stopFor, type RunView } from './RunView';
import { endStatus } from './stepEnding';

/** A step that was not begun: skip it, start it, or leave it until its needs are over. */
export function decidePending(
  view: RunView,
  state: RunStep,
  decision: Decision,
): void {
  const stop = stopFor(view, state);
  if (stop) {
    decision.settle.push(skip(state.id, stop, 'not-reached'));
    return;
  }
  if (view.run.pause || (state.finally && !view.mainIsOver)) return;
  const definition = definitionOf(view.flow, state);
  const needs = definition.needs.map(need => needState(view.states.get(need)));
  const lost = needs.find(need => need.state === 'lost');
  if (lost) {
    decision.settle.push(skip(state.id, lost.because, 'not-reached'));
    return;
  }
  if (needs.every(need => need.state === 'met')) {
    if (view.run.retries && isBehindQuestion(view, state)) return;
    decideReady(view, state, decision);
  }
}

/**
 * After a retry an approval may be asked for anew while what stands between it
 * and this step stays done.
 */
function isBehindQuestion({ states }: RunView, state: RunStep): boolean {
  const seen = new Set<string>();
  const open = [...state.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const need = states.get(id);
    if (!need || seen.has(id)) continue;
    seen.add(id);
    if (need.uses === 'approval' && !isStepFinished(need)) return true;
    open.push(...need.needs);
  }
  return false;
}

/** A step that nothing keeps from starting but its own condition. */
export function decideReady(
  view: RunView,
  state: RunStep,
  decision: Decision,
): void {
  const definition = definitionOf(view.flow, state);
  try {
    const context = createExpressionContext(view.run, state);
    const budget = () => view.budget.ofValue();
    const isWanted =
      definition.if === undefined ||
      evaluateCondition(definition.if, context, budget());
    if (!isWanted) {
      const because = `its condition is false: ${definition.if}`;
      decision.settle.push(skip(state.id, because, 'not-needed'));
    } else if (definition.forEach) {
      const items = evaluateTemplate(
        definition.forEach.items,
        context,
        budget(),
      );
      const others = view.run.steps.length + countItems(decision);
      decision.settle.push(expand(state.id, items, others));
    } else {
      beginStep(view, state, decision);
    }
  } catch (error) {
    decision.settle.push(fail(definition, state, (error as Error).message));
  }
}

export function skip(
  stepId: string,
  because: string,
  kind: 'not-needed' | 'not-reached',
): RunFact {
  return { type: 'step.skipped', stepId, because, kind };
}

const ITEM_LIMIT = 1_000;
/** Steps of a run, items included: each decision looks at all of them. */
const STEP_LIMIT = 5_000;

/** The items of other steps that this decision adds to the run. */
function countItems({ settle }: Decision): number {
  return settle.reduce(
    (sum, fact) =>
      sum + (fact.type === 'step.expanded' ? fact.items.length : 0),
    0,
  );
}

function expand(stepId: string, items: unknown, others: number): RunFact {
  requireItems(items);
  const total = others + items.length;
  if (total > STEP_LIMIT) {
    throw new Error(
      `forEach.items: expected a run of at most ${STEP_LIMIT} steps and items, got ${total} with the ${items.length} of ${stepId}. Start parts of it as runs of their own (uses: flow)`,
    );
  }
  return { type: 'step.expanded', stepId, items };
}

/** @throws Error for what is no list that a step can go through */
export function requireItems(items: unknown): asserts items is unknown[] {
  if (Array.isArray(items) && items.length <= ITEM_LIMIT) return;
  const got = Array.isArray(items)
    ? `${items.length} items`
    : JSON.stringify(items)?.slice(0, 80);
  throw new Error(
    `forEach.items: expected a list of at most ${ITEM_LIMIT} items, got ${got}`,
  );
}

function fail(definition: FlowStep, state: RunStep, message: string): RunFact {
  const error: RunError = {
    message: `What step ${definition.id} is to do cannot be evaluated. ${message}`,
    step: state.id,
  };
  return {
    type: 'step.finished',
    stepId: state.id,
    attempt: state.attempts + 1,
    status: endStatus(definition, 'failed'),
    error,
  };
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
