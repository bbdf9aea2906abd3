import { NotFoundError } from '@backstage/errors';
import type {
  FlowStep,
  PlannedStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { AnyStepType } from './EngineStepContext';
import { readInput } from './executeStep';
import { evaluateCondition, listExpressions, unwrap } from './expression';
import { createExpressionContext } from './expressionContext';
import { createNewRun, type RunRequest } from './createNewRun';

/** A step that cannot be started as it is asked for. */
export interface StepProblem {
  stepId: string;
  cause: Error;
}

type PlannedRun = ReturnType<typeof createNewRun>;

/** What each step would do, told without doing it, and what would keep it from starting. */
export async function planSteps(
  request: RunRequest,
  options: {
    stepTypes: ReadonlyMap<string, AnyStepType>;
    /** Whether scripts are asked what they would do. */
    ask: boolean;
  },
): Promise<{ steps: PlannedStep[]; problems: StepProblem[] }> {
  const run = createNewRun(request, 0);
  const steps: PlannedStep[] = [];
  const problems: StepProblem[] = [];
  const { steps: all } = request.flow;
  for (let first = 0; first < all.length; first += AT_A_TIME) {
    const some = all.slice(first, first + AT_A_TIME);
    const planned = await Promise.allSettled(
      some.map(step => planStep(step, run, options)),
    );
    planned.forEach((result, index) => {
      if (result.status === 'fulfilled') steps.push(result.value);
      else problems.push({ stepId: some[index].id, cause: result.reason });
    });
  }
  return { steps, problems };
}

/** Steps planned at the same time; each may start a process. */
const AT_A_TIME = 8;

type PlanOptions = Parameters<typeof planSteps>[1];

async function planStep(
  step: FlowStep,
  run: PlannedRun,
  options: PlanOptions,
): Promise<PlannedStep> {
  const { id, title, uses, needs } = step;
  const decision = decideStep(step, run);
  const effect: StepEffect =
    decision.decision === 'skip'
      ? { effect: 'none', text: 'Not run.' }
      : await tellEffect(step, run, options);
  return { id, title, uses, needs, ...decision, ...effect };
}

function decideStep(
  step: FlowStep,
  run: PlannedRun,
): Pick<PlannedStep, 'decision' | 'because'> {
  if (step.if === undefined) return { decision: 'run' };
  if (looksAtSteps([unwrap(step.if)])) {
    return {
      decision: 'depends',
      because: `decided when earlier steps are done: ${step.if}`,
    };
  }
  return evaluateCondition(step.if, createExpressionContext(run))
    ? { decision: 'run' }
    : { decision: 'skip', because: `its condition is false: ${step.if}` };
}

async function tellEffect(
  step: FlowStep,
  run: PlannedRun,
  { stepTypes, ask }: PlanOptions,
): Promise<StepEffect> {
  const stepType = stepTypes.get(step.uses);
  if (!stepType) {
    throw new NotFoundError(`Step type ${step.uses} is not installed here`);
  }
  if (looksAtSteps(listExpressions(step.with))) {
    return {
      effect: 'unknown',
      text: 'Known only when what it takes its input from is there.',
    };
  }
  const { environment } = run;
  return stepType.plan(readInput(stepType, step, { run }), {
    environment,
    ask,
  });
}

function looksAtSteps(expressions: string[]): boolean {
  return expressions.some(expression =>
    /\b(steps|item|index)\b/.test(expression),
  );
}
