/** What a graph needs to know of a step. */
export interface GraphStep {
  id: string;
  title: string;
  needs: string[];
}

/**
 * Steps in columns from left to right: each stands one column after the last
 * of those it needs, so that steps of one column may run at the same time.
 * Needs that are not among the steps count as met.
 */
export function layOutSteps<S extends GraphStep>(steps: S[]): S[][] {
  const byId = new Map(steps.map(step => [step.id, step]));
  const depths = new Map<string, number>();

  const depthOf = (step: S): number => {
    const known = depths.get(step.id);
    if (known !== undefined) return known;
    // Set before looking further: a circle (which the backend refuses) must not hang the page.
    depths.set(step.id, 0);
    const before = step.needs.flatMap(need => byId.get(need) ?? []);
    const depth = before.length ? 1 + Math.max(...before.map(depthOf)) : 0;
    depths.set(step.id, depth);
    return depth;
  };

  const columns: S[][] = [];
  for (const step of steps) (columns[depthOf(step)] ??= []).push(step);
  return Array.from(columns, column => column ?? []);
}

/**
 * The needs worth drawing: one that another need has as well (directly or by
 * way of others) says nothing new.
 */
export function drawnNeeds(steps: GraphStep[]): Map<string, string[]> {
  const byId = new Map(steps.map(step => [step.id, step]));
  const behind = new Map<string, Set<string>>();

  const allBehind = (id: string): Set<string> => {
    const known = behind.get(id);
    if (known) return known;
    const found = new Set<string>();
    behind.set(id, found);
    for (const need of byId.get(id)?.needs ?? []) {
      found.add(need);
      allBehind(need).forEach(earlier => found.add(earlier));
    }
    return found;
  };

  return new Map(
    steps.map(({ id, needs }) => [
      id,
      needs.filter(
        need =>
          !needs.some(other => other !== need && allBehind(other).has(need)),
      ),
    ]),
  );
}

/** For each step, the titles of those that stand in the same column. */
export function besideEach(steps: GraphStep[]): Map<string, string[]> {
  const columns = layOutSteps(steps);
  return new Map(
    columns.flatMap(column =>
      column.map(step => [
        step.id,
        column.filter(other => other !== step).map(other => other.title),
      ]),
    ),
  );
}
