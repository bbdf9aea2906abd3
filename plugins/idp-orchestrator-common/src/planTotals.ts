import type { PlannedStep, PlanTotals } from './plan';

const NOTHING: PlanTotals = {
  steps: 0,
  commands: 0,
  changes: 0,
  unchanged: 0,
  failures: 0,
};

/**
 * Counts what a planned step would do; one that says nothing of it is one step.
 *
 * @public
 */
export function totalsOf(
  step: Pick<
    PlannedStep,
    'decision' | 'effect' | 'failure' | 'command' | 'totals'
  >,
): PlanTotals {
  const { decision, effect, failure, command, totals } = step;
  if (decision === 'skip') return NOTHING;
  if (totals) return totals;
  const fails = failure !== undefined;
  const isUnchanged = effect === 'none';
  return {
    steps: 1,
    commands: command ? 1 : 0,
    changes: fails || isUnchanged ? 0 : 1,
    unchanged: !fails && isUnchanged ? 1 : 0,
    failures: fails ? 1 : 0,
  };
}

/**
 * Adds up what parts of a plan would do; `times` counts each of them so often.
 *
 * @public
 */
export function addTotals(all: PlanTotals[], times = 1): PlanTotals {
  const sumOf = (name: keyof PlanTotals) =>
    all.reduce((sum, totals) => sum + totals[name], 0) * times;
  return {
    steps: sumOf('steps'),
    commands: sumOf('commands'),
    changes: sumOf('changes'),
    unchanged: sumOf('unchanged'),
    failures: sumOf('failures'),
  };
}

/**
 * The effect of something of parts: what is not known of one is not known of all.
 *
 * @public
 */
export function effectOf(
  parts: Array<Pick<PlannedStep, 'effect'>>,
): PlannedStep['effect'] {
  const are = new Set(parts.map(({ effect }) => effect));
  if (are.has('unknown')) return 'unknown';
  return are.has('known') || parts.length === 0 ? 'known' : 'none';
}

/**
 * Why something of parts could not be done: the first of them that could not, and how many more.
 *
 * @public
 */
export function failureOf(
  parts: Array<Pick<PlannedStep, 'failure'>>,
): Pick<PlannedStep, 'failure'> {
  const [first, ...more] = parts.flatMap(({ failure }) => failure ?? []);
  if (first === undefined) return {};
  return {
    failure: more.length > 0 ? `${first} (and ${more.length} more)` : first,
  };
}
