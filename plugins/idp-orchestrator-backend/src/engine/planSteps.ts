import { NotFoundError } from '@backstage/errors';
import {
  isStepFinished,
  listSecrets,
  type FlowDefinition,
  type FlowStep,
  type PlannedStep,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { PlanView } from '../ports';
import type { AnyStepType, EnginePlanContext } from './EngineStepContext';
import { requireItems } from './decisions/decidePending';
import { readInput } from './execution/executeStep';
import {
  evaluateCondition,
  evaluateTemplate,
  listExpressions,
  unwrap,
} from './expressions/expression';
import { ExpressionBudget } from './expressions/ExpressionBudget';
import { createExpressionContext } from './expressions/expressionContext';
import { createNewRun, type RunRequest } from './createNewRun';
import { planItems } from './planItems';

/** A step that cannot be started as it is asked for. */
export interface StepProblem {
  stepId: string;
  cause: Error;
}

type PlannedRun = Omit<Run, 'lastSeq'>;

/** What each step would do, told without doing it, and what would keep it from starting. */
export async function planSteps(
  request: RunRequest,
  options: Omit<PlanOptions, 'secrets'>,
): Promise<{ steps: PlannedStep[]; problems: StepProblem[] }> {
  const secrets = listSecrets(request.input, request.flow.input);
  const run = createNewRun(request, 0);
  return planEach(request.flow.steps, run, { ...options, secrets });
}

/**
 * What the steps that have not begun would do, by what is known of those that
 * are over. No script is asked: this is read while people look.
 */
export async function planRest(
  run: Run,
  definition: FlowDefinition,
  given: Pick<PlanOptions, 'stepTypes' | 'look' | 'secrets'>,
): Promise<PlannedStep[]> {
  const pending = definition.steps.filter(({ id }) =>
    run.steps.some(step => step.id === id && step.status === 'pending'),
  );
  const options = { ...given, ask: false };
  const { steps, problems } = await planEach(pending, run, options);
  return pending.flatMap(step => {
    const problem = problems.find(({ stepId }) => stepId === step.id);
    if (problem) return [cannotStart(step, problem)];
    return steps.filter(({ id }) => id === step.id);
  });
}

function cannotStart(
  { id, title, uses, needs }: FlowStep,
  { cause }: StepProblem,
): PlannedStep {
  const what = { id, title, uses, needs };
  const { message } = cause;
  return {
    ...what,
    decision: 'run',
    effect: 'unknown',
    text: message,
    failure: message,
  };
}

async function planEach(
  all: FlowStep[],
  run: PlannedRun,
  given: PlanOptions,
): Promise<{ steps: PlannedStep[]; problems: StepProblem[] }> {
  const options = { ...given, budget: ExpressionBudget.ofTurn() };
  const steps: PlannedStep[] = [];
  const problems: StepProblem[] = [];
  const atATime = options.ask ? ASKED_AT_A_TIME : 1;
  for (let first = 0; first < all.length; first += atATime) {
    const some = all.slice(first, first + atATime);
    const planned = await Promise.allSettled(
      some.map(step => planStep(step, run, options)),
    );
    planned.forEach((result, index) => {
      if (result.status === 'fulfilled') steps.push(result.value);
      else problems.push({ stepId: some[index].id, cause: result.reason });
    });
    // Hundreds of steps take a while, and the loop is everybody's.
    await new Promise(resolve => setImmediate(resolve));
  }
  return { steps, problems };
}

/** Steps planned at the same time where each may start a process that is waited for. */
const ASKED_AT_A_TIME = 8;

interface PlanOptions {
  stepTypes: ReadonlyMap<string, AnyStepType>;
  /** Whether scripts are asked what they would do. */
  ask: boolean;
  /** What all of the steps look at; each looks itself when absent. */
  look?: PlanView;
  /** What was typed into secret fields. */
  secrets?: string[];
  /** What all expressions of a plan may take. */
  budget?: ExpressionBudget;
}

async function planStep(
  step: FlowStep,
  run: PlannedRun,
  options: PlanOptions,
): Promise<PlannedStep> {
  const { id, title, uses, needs } = step;
  const decision = decideStep(step, run, options);
  const effect: StepEffect =
    decision.decision === 'skip'
      ? { effect: 'none', text: 'Not run.' }
      : await tellEffect(step, run, options);
  return { id, title, uses, needs, ...decision, ...effect };
}

function decideStep(
  step: FlowStep,
  run: PlannedRun,
  { budget }: PlanOptions,
): Pick<PlannedStep, 'decision' | 'because'> {
  if (step.if === undefined) return { decision: 'run' };
  if (looksAhead([unwrap(step.if)], run)) {
    return {
      decision: 'depends',
      because: `decided when earlier steps are done: ${step.if}`,
    };
  }
  const context = createExpressionContext(run);
  return evaluateCondition(step.if, context, budget?.ofValue())
    ? { decision: 'run' }
    : { decision: 'skip', because: `its condition is false: ${step.if}` };
}

async function tellEffect(
  step: FlowStep,
  run: PlannedRun,
  { stepTypes, ask, look, secrets, budget }: PlanOptions,
): Promise<StepEffect> {
  const stepType = stepTypes.get(step.uses);
  if (!stepType) {
    throw new NotFoundError(`Step type ${step.uses} is not installed here`);
  }
  const { forEach } = step;
  const texts = listExpressions([step.with, forEach?.items]);
  if (looksAhead(texts, run)) {
    return {
      effect: 'unknown',
      text: 'Known only when what it takes its input from is there.',
    };
  }
  const { environment } = run;
  const context = { environment, ask, look, secrets };
  if (!forEach) {
    const input = readInput(stepType, step, { run, budget });
    return stepType.plan(input, context);
  }
  const seen = createExpressionContext(run);
  const items = evaluateTemplate(forEach.items, seen, budget?.ofValue());
  requireItems(items);
  // Of their own, so that a long list leaves enough for the other steps.
  const ofItems = ExpressionBudget.ofTurn();
  return planItems(step, { items, secrets }, async (state, isAsked) => {
    const input = readInput(stepType, step, { run, state, budget: ofItems });
    const its: EnginePlanContext = { ...context, ask: ask && isAsked };
    return stepType.plan(input, its);
  });
}

/** Whether they are of a step that is not over. */
function looksAhead(expressions: string[], run: PlannedRun): boolean {
  return expressions.some(expression => {
    if (!/\bsteps\b/.test(expression)) return false;
    const words = new Set(expression.match(/[\w-]+/g)?.map(toName));
    const named = run.steps.filter(({ id }) => words.has(toName(id)));
    return named.length === 0 || !named.every(isStepFinished);
  });
}

/** Expressions may write an id with underscores in the place of hyphens. */
function toName(id: string): string {
  return id.replaceAll('-', '_');
}
