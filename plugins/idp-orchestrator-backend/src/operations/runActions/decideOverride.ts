import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  isRunFinished,
  principalOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowRule } from '../../gate';
import type { ActionBy, DecideAction } from './decideActions';

/** What counts of who overrides a window, and the windows that there are. */
export interface Overriding {
  /** The caller and the groups that the caller is in. */
  refs: string[];
  rules: readonly WindowRule[];
}

/** Lets a run go on in spite of those windows that hold it which the caller may override. */
export function overrideWindow(
  action: ActionBy,
  { refs, rules }: Overriding,
): DecideAction {
  return run => {
    const holding = findHolding(run, rules);
    const mine = holding.filter(({ override }) => mayOverride(override, refs));
    if (mine.length === 0) throw refuseOverride(holding, action);
    const ids = mine.map(({ id }) => id);
    const isRepeated = run.windowOverrides?.some(
      ({ by, windows }) =>
        principalOf(by) === principalOf(action.by) &&
        ids.every(id => windows.includes(id)),
    );
    if (isRepeated) return [];
    return [{ type: 'run.windowOverridden', ...action, windows: ids }];
  };
}

/** @throws ConflictError when no window holds the run */
function findHolding(run: Run, rules: readonly WindowRule[]): WindowRule[] {
  const held = new Set(
    run.steps.flatMap(({ status, waitingFor }) =>
      status === 'waiting' ? (waitingFor?.windows ?? []) : [],
    ),
  );
  const holding = rules.filter(({ id }) => held.has(id));
  if (holding.length > 0 && !isRunFinished(run)) return holding;
  throw new ConflictError(
    `No window holds run ${run.id}, which is ${run.status}`,
  );
}

function mayOverride(
  override: WindowRule['override'],
  refs: string[],
): boolean {
  if (!override) return false;
  const { approvers } = override;
  return approvers.length === 0 || approvers.some(ref => refs.includes(ref));
}

function refuseOverride(
  holding: WindowRule[],
  { by }: ActionBy,
): NotAllowedError {
  const each = holding.map(({ title, override }) =>
    override
      ? `${title} is overridden by ${override.approvers.join(' or ')}`
      : `${title} is overridden by nobody`,
  );
  return new NotAllowedError(
    `${each.join(', and ')}; you (${by.ref}) are not among them`,
  );
}
