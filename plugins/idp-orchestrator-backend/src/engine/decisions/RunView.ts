import {
  isGivenUp,
  isStepFinished,
  parseDuration,
  type FlowDefinition,
  type FlowStep,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepGate } from '../../ports';
import { ExpressionBudget } from '../expressions/ExpressionBudget';

/** A run at one moment, as decisions look at it. */
export interface RunView {
  flow: FlowDefinition;
  run: Run;
  /** ms since 1970 */
  now: number;
  states: ReadonlyMap<string, RunStep>;
  /** Why no step starts any more; steps of `finally` start nevertheless, except of a run that is given up. */
  stop: string | undefined;
  /** Whether the steps that are not of `finally` are over. */
  mainIsOver: boolean;
  /** What the expressions of all decisions that are made in one go may take. */
  budget: ExpressionBudget;
  /** Lets every step start when absent. */
  gate?: StepGate;
}

/** The moment at which something is decided. */
export interface Moment {
  /** ms since 1970 */
  now: number;
  /** One of its own for the decision when absent. */
  budget?: ExpressionBudget;
  /** Says which steps have to wait for a window; none has when absent. */
  gate?: StepGate;
}

export function createRunView(
  flow: FlowDefinition,
  run: Run,
  { now, budget = ExpressionBudget.ofTurn(), gate }: Moment,
): RunView {
  return {
    flow,
    run,
    now,
    budget,
    gate,
    states: new Map(run.steps.map(step => [step.id, step])),
    stop: reasonToStop(flow, run),
    mainIsOver: run.steps.every(
      step => step.finally === true || isStepFinished(step),
    ),
  };
}

const stepsById = new WeakMap<FlowDefinition, Map<string, FlowStep>>();

/** Each step is asked for at each decision. */
function stepsOf(flow: FlowDefinition): ReadonlyMap<string, FlowStep> {
  const known = stepsById.get(flow);
  if (known) return known;
  const steps = new Map(flow.steps.map(step => [step.id, step]));
  stepsById.set(flow, steps);
  return steps;
}

/** What a step is to do. An item does what its group is defined to do, whose condition is asked once. */
export function definitionOf(
  flow: FlowDefinition,
  { id, parent }: Pick<RunStep, 'id' | 'parent'>,
): FlowStep {
  const step = stepsOf(flow).get(parent ?? id);
  if (!step) throw new Error(`Flow ${flow.id} has no step ${parent ?? id}`);
  return parent === undefined
    ? step
    : { ...step, id, if: undefined, forEach: undefined };
}

/** Why this step may not start or go on, whatever it needs. */
export function stopFor(view: RunView, state: RunStep): string | undefined {
  return state.finally && !isGivenUp(view.run) ? undefined : view.stop;
}

/** Whether what runs of a run must be ended: it was cancelled, took too long, or fails fast. */
export function mustEndSteps(flow: FlowDefinition, run: Run): boolean {
  if (run.cancellation || run.timedOutAt || isGivenUp(run)) return true;
  return flow.failFast && findAborting(run) !== undefined;
}

/** When (ms since 1970) a run has taken too long. */
export function deadlineOf(flow: FlowDefinition, run: Run): number | undefined {
  if (flow.timeout === undefined || !run.startedAt) return undefined;
  const limit = parseDuration(flow.timeout) ?? Infinity;
  const begun = Date.parse(run.retries?.at(-1)?.at ?? run.startedAt);
  // While it waits its clock stands still; that of others too, for a window.
  if (flow.timeoutIncludesWaiting) {
    if (run.waitingFor?.kind === 'window') return undefined;
    return begun + limit + (run.heldMs ?? 0);
  }
  return run.waitingSince ? undefined : begun + limit + (run.waitedMs ?? 0);
}

function reasonToStop(flow: FlowDefinition, run: Run): string | undefined {
  if (isGivenUp(run)) return 'the run was given up';
  if (run.cancellation) return 'the run was cancelled';
  if (run.timedOutAt) return `the run took longer than ${flow.timeout}`;
  const aborting = findAborting(run);
  return aborting && `${aborting.title} failed`;
}

function findAborting(run: Run): RunStep | undefined {
  return run.steps.find(
    step =>
      step.status === 'failed' && step.onFailure === 'abort' && !step.finally,
  );
}
