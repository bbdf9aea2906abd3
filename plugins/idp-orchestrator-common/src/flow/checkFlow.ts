import { describeValue, problemsOf, type Problem } from '../problem';
import { checkSecretMarks } from './checkSecretMarks';
import {
  flowSourceSchema,
  type FlowDefinition,
  type FlowStep,
  type StepDefinition,
} from './FlowDefinition';

/**
 * The result of a check: a good flow, or everything that is wrong with it.
 *
 * @public
 */
export type CheckedFlow =
  | { result: 'ok'; flow: FlowDefinition }
  | { result: 'bad'; problems: Problem[] };

/**
 * Checks what somebody wrote as a flow and fills in what they left out: a
 * step's title (its id) and its needs (the step before it).
 *
 * @public
 */
export function checkFlow(source: unknown): CheckedFlow {
  const parsed = flowSourceSchema.safeParse(source);
  if (!parsed.success) {
    return { result: 'bad', problems: problemsOf(parsed.error, source) };
  }
  const { finally: last, ...data } = parsed.data;
  const steps = [
    ...data.steps.map(fillIn),
    ...last.map(fillIn).map(step => ({ ...step, finally: true })),
  ];
  const problems = [
    ...checkSecretMarks(data.input),
    ...duplicateIds(steps),
    ...unknownNeeds(steps),
  ];
  if (problems.length === 0) problems.push(...cycles(steps));
  return problems.length > 0
    ? { result: 'bad', problems }
    : { result: 'ok', flow: { ...data, steps } };
}

function fillIn(
  step: StepDefinition,
  index: number,
  all: StepDefinition[],
): FlowStep {
  return {
    ...step,
    title: step.title ?? step.id,
    needs: step.needs ?? (index === 0 ? [] : [all[index - 1].id]),
  };
}

function duplicateIds(steps: FlowStep[]): Problem[] {
  const seen = new Set<string>();
  return steps.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        path: `steps.${index}.id`,
        expected: 'an id that no other step has',
        got: describeValue(id),
      },
    ];
  });
}

/**
 * Lists needs that are nowhere known; a step of `finally` comes after all
 * others anyway, and needs only its own kind.
 */
function unknownNeeds(steps: FlowStep[]): Problem[] {
  return steps.flatMap((step, index) => {
    const known = steps.filter(other => other.finally === step.finally);
    const ids = known.map(({ id }) => id);
    return step.needs
      .filter(need => !ids.includes(need))
      .map(need => ({
        path: `steps.${index}.needs`,
        expected: `one of the steps ${ids.join(', ')}`,
        got: describeValue(need),
      }));
  });
}

function cycles(steps: FlowStep[]): Problem[] {
  const open = new Map(steps.map(step => [step.id, step.needs]));
  for (;;) {
    const free = [...open].filter(([, needs]) =>
      needs.every(need => !open.has(need)),
    );
    if (free.length === 0) break;
    free.forEach(([id]) => open.delete(id));
  }
  if (open.size === 0) return [];
  return [
    {
      path: 'steps',
      expected: 'needs without a circle',
      got: `a circle through ${[...open.keys()].join(', ')}`,
    },
  ];
}
