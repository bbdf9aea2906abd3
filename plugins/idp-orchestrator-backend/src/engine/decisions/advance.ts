import {
  applyRunEvent,
  isGivenUp,
  type FlowDefinition,
  type Run,
  type RunError,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepGate } from '../../ports';
import { ExpressionBudget } from '../expressions/ExpressionBudget';
import { decideNext } from './decideNext';
import { describeStalls } from './describeStalls';
import { createRunOutput } from './runOutput';

/** What a set of new facts leads to, all of which is written in one commit. */
export interface Advance {
  facts: RunFact[];
  start: Array<{ stepId: string; attempt: number }>;
  /** Attempts of a worker that is gone, to be taken up again. */
  resume: Array<{ stepId: string; attempt: number }>;
  wakeAt?: number;
}

/**
 * Folds `facts` into the run and decides until nothing more follows at once:
 * skips that free other steps, attempts to start, the run's end. The end of a
 * step and the start of the next are so one commit.
 */
export function advance(
  flow: FlowDefinition,
  run: Run,
  change: {
    facts: RunFact[];
    now: number;
    host?: string;
    /** Puts the run's times in terms of the clock that `now` is of; they are when absent. */
    adjust?: (run: Run) => Run;
    decide?: typeof decideNext;
    /** Says which steps have to wait for a window; none has when absent. */
    gate?: StepGate;
  },
): Advance {
  const { decide = decideNext } = change;
  const result: Advance = { facts: [], start: [], resume: [] };
  let state = run;
  const add = (fact: RunFact) => {
    result.facts.push(fact);
    state = applyRunEvent(state, {
      ...fact,
      seq: state.lastSeq + 1,
      at: new Date(change.now).toISOString(),
    });
  };
  change.facts.forEach(add);
  const budget = ExpressionBudget.ofTurn();
  for (;;) {
    const adjusted = change.adjust?.(state) ?? state;
    const { now, gate } = change;
    const decision = decide(flow, adjusted, { now, budget, gate });
    decision.settle.forEach(add);
    for (const next of decision.start) {
      add({
        type: 'step.started',
        ...next,
        ...(change.host && { host: change.host }),
      });
      result.start.push(next);
    }
    if (decision.settle.length > 0) continue;
    if (decision.finish) add(createEnding(flow, state, decision.finish));
    const { resume, wakeAt } = decision;
    return { ...result, resume, wakeAt };
  }
}

function createEnding(
  flow: FlowDefinition,
  run: Run,
  status: Extract<RunFact, { type: 'run.finished' }>['status'],
): RunFact {
  const error = run.timedOutAt
    ? { message: `The run took longer than ${flow.timeout}` }
    : errorOfSteps(run);
  return {
    type: 'run.finished',
    ...createRunOutput(flow, run, { status, error }),
  };
}

/** Of the step that ended the run, if one did; else of the first that failed. */
function errorOfSteps(run: Run): RunError | undefined {
  if (isGivenUp(run)) return { message: describeStalls(run) };
  const failed =
    run.steps.find(
      step => step.status === 'failed' && step.onFailure === 'abort',
    ) ?? run.steps.find(step => step.status === 'failed');
  return (
    failed && {
      ...failed.error,
      message: `${failed.title} failed: ${causeOf(failed)}`,
      step: failed.id,
    }
  );
}

/** So many characters of what a step says are in the error of its run. */
const LONGEST_CAUSE = 300;

/** What the step itself called its error last, since its author knows best; then how it ended. */
function causeOf({ annotations, error }: RunStep): string {
  const ending = error?.message ?? 'no reason given';
  const said = annotations.findLast(({ level }) => level === 'error');
  if (!said) return ending;
  const cause = [...said.text].slice(0, LONGEST_CAUSE).join('');
  return `${cause} (${ending})`;
}
