import type { OutputGap } from './OutputGap';
import type { RunStep } from './RunStep';

/**
 * Makes the id that the item of a step with `forEach` has among the run's
 * steps.
 */
export function itemStepId(stepId: string, index: number): string {
  return `${stepId}.${index}`;
}

/**
 * Adds to a step with `forEach` a step for each of its items, right behind it.
 * An item that is the same as in an earlier try, and was done then, stays as it
 * is; of the others, the numbers of their attempts go on.
 */
export function expandStep(
  steps: RunStep[],
  {
    stepId,
    items,
    itemGaps = [],
    at,
  }: { stepId: string; items: unknown[]; itemGaps?: OutputGap[]; at: string },
): RunStep[] {
  const earlier = new Map(
    steps.filter(step => step.parent === stepId).map(step => [step.id, step]),
  );
  return steps
    .filter(step => step.parent !== stepId)
    .flatMap(step => {
      if (step.id !== stepId) return [step];
      const group: RunStep = {
        ...step,
        status: 'running',
        startedAt: step.startedAt ?? at,
        waitingFor: undefined,
      };
      return [
        group,
        ...items.map((item, index) =>
          createItemStep(group, {
            item,
            index,
            earlier,
            gaps: itemGaps
              .filter(({ path }) => path[0] === index)
              .map(gap => ({ ...gap, path: gap.path.slice(1) })),
          }),
        ),
      ];
    });
}

function createItemStep(
  group: RunStep,
  place: {
    item: unknown;
    index: number;
    earlier: Map<string, RunStep>;
    gaps: OutputGap[];
  },
): RunStep {
  const { item, index, gaps } = place;
  const id = itemStepId(group.id, index);
  const before = place.earlier.get(id);
  if (before && isDone(before) && isSame(before.item, item)) return before;
  const attempts = before?.attempts ?? 0;
  return {
    id,
    title: `${group.title}: ${labelOf(item, index)}`,
    uses: group.uses,
    needs: [],
    status: 'pending',
    attempts,
    history: before?.history ?? [],
    annotations: [],
    onFailure: group.onFailure,
    parent: group.id,
    index,
    item,
    ...(gaps.length > 0 && { itemGaps: gaps }),
    ...(group.finally && { finally: true }),
    ...(group.readOnly && { readOnly: true }),
    ...(attempts > 0 && { attemptsBefore: attempts }),
  };
}

function isDone({ status }: RunStep): boolean {
  return status === 'succeeded' || status === 'warning';
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function labelOf(item: unknown, index: number): string {
  if (typeof item === 'string' || typeof item === 'number') return `${item}`;
  const { name, id } = (item ?? {}) as { name?: unknown; id?: unknown };
  return String(name ?? id ?? index + 1);
}
