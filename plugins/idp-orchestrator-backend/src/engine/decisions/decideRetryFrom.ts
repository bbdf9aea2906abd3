import type {
  FlowDefinition,
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Which steps run again when a finished run goes on from a step: that one,
 * what was not done, what comes after either, and the last steps. Without
 * `from` it goes on from what failed. Of a step with items, only those that
 * were not done run again, unless something before them does. What stands
 * behind an approval is asked about again: people permitted what was done
 * then, and not what is done now.
 *
 * @returns the first step and all that are reset; undefined when all was done
 */
export function decideRetryFrom(
  flow: FlowDefinition,
  run: Run,
  from?: string,
): { from: string; steps: string[] } | undefined {
  const again = new Set(
    run.steps.filter(step => !isDone(step) || step.finally).map(({ id }) => id),
  );
  const left = run.steps.filter(step => !isDone(step));
  const first = from ?? (left.find(step => !step.finally) ?? left[0])?.id;
  if (first === undefined) return undefined;
  again.add(first);
  const reset = new Set<string>();
  for (const { id, parent } of run.steps) {
    if (again.has(id)) reset.add(id);
    if (again.has(id) && parent !== undefined) reset.add(parent);
  }
  addDependents(flow, reset);
  addApprovals(flow, run, reset);
  return { from: first, steps: withItems(run, reset, again) };
}

/** A step that was skipped by its own condition was done, in its way. */
function isDone({ status, skipKind }: RunStep): boolean {
  return (
    status === 'succeeded' ||
    status === 'warning' ||
    (status === 'skipped' && skipKind === 'not-needed')
  );
}

/** Until nothing is added: what needs a step that runs again runs again. */
function addDependents(flow: FlowDefinition, reset: Set<string>): void {
  for (;;) {
    const more = flow.steps.filter(
      ({ id, needs }) => !reset.has(id) && needs.some(need => reset.has(need)),
    );
    if (more.length === 0) return;
    more.forEach(({ id }) => reset.add(id));
  }
}

/** Approvals that were given for what runs again; what else they led to stays done. */
function addApprovals(
  flow: FlowDefinition,
  run: Run,
  reset: Set<string>,
): void {
  const steps = new Map(flow.steps.map(step => [step.id, step]));
  const given = new Set(run.steps.filter(isGivenApproval).map(({ id }) => id));
  const seen = new Set<string>();
  const open = flow.steps.filter(step => reset.has(step.id) && !step.finally);
  for (let step = open.pop(); step; step = open.pop()) {
    for (const need of step.needs) {
      const before = steps.get(need);
      if (!before || seen.has(need)) continue;
      seen.add(need);
      if (given.has(need)) reset.add(need);
      open.push(before);
    }
  }
}

function isGivenApproval({ uses, status }: RunStep): boolean {
  return uses === 'approval' && status !== 'pending' && status !== 'skipped';
}

function withItems(run: Run, reset: Set<string>, asked: Set<string>): string[] {
  return run.steps
    .filter(({ id, parent }) => {
      if (reset.has(id)) return true;
      // A group that only comes after others starts anew with all its items.
      return parent !== undefined && reset.has(parent) && !asked.has(parent);
    })
    .map(({ id }) => id);
}
