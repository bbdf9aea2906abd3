import type { PlannedStep, PlanTotals } from './plan';

/** Counts what a planned step would do; one that says nothing of it is one step. */
export function totalsOf({
  decision,
  command,
  totals,
}: Pick<PlannedStep, 'decision' | 'command' | 'totals'>): PlanTotals {
  if (decision === 'skip') return { steps: 0, commands: 0 };
  return totals ?? { steps: 1, commands: command ? 1 : 0 };
}

/** Adds up what parts of a plan would do. */
export function addTotals(all: PlanTotals[]): PlanTotals {
  return all.reduce(
    (sum, { steps, commands }) => ({
      steps: sum.steps + steps,
      commands: sum.commands + commands,
    }),
    { steps: 0, commands: 0 },
  );
}

/** The effect of something of parts: what is not known of one is not known of all. */
export function effectOf(
  parts: Array<Pick<PlannedStep, 'effect'>>,
): PlannedStep['effect'] {
  const are = new Set(parts.map(({ effect }) => effect));
  if (are.has('unknown')) return 'unknown';
  return are.has('known') || parts.length === 0 ? 'known' : 'none';
}
