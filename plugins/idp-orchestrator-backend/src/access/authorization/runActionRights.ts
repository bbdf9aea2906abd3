import type { NotAllowedError } from '@backstage/errors';
import type { RunAction } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LateStart, RunStore, RunTrait, RunTraits } from '../../ports';
import type { Caller } from '../Caller';
import type { ResolveRun } from '../resolve/resolveRun';
import { approveRun, cancelRun, overrideWindow } from './guards';
import { isWithin, type Guard, type PermissionGate } from './PermissionGate';
import { refuse } from './refusals';
import { requireVisibleRun } from './runVisibility';
import type { StartAuthorizer } from './StartAuthorizer';

/** The parts that decide who may do something to a run that there is. */
export interface RunActionRights {
  gate: PermissionGate;
  authorizer: StartAuthorizer;
  resolveRun: ResolveRun;
  store: Pick<RunStore, 'get' | 'getTraits'>;
}

/** The guards of the actions that take a permission for the run itself. */
const GUARDS: Partial<Record<RunAction, Guard<RunTrait>>> = {
  cancel: cancelRun,
  pause: cancelRun,
  resume: cancelRun,
  approve: approveRun,
  reject: approveRun,
  dismiss: cancelRun,
  'override-window': overrideWindow,
};

/** The actions that make a run go on, which takes the right to start it. */
const LETS_GO = new Set<RunAction>(['resume', 'retry', 'rerun']);

/**
 * Lets those do something to a run who can see it and have the permission.
 *
 * @throws NotAllowedError, NotFoundError
 */
export async function requireRunAction(
  rights: RunActionRights,
  caller: Caller,
  { action, runId }: { action: RunAction; runId: string },
): Promise<void> {
  await requireVisibleRun(rights, caller, runId);
  const refusal =
    (await refusalOnRun(rights, caller, { action, runId })) ??
    (LETS_GO.has(action)
      ? await refusalToStart(rights, caller, runId)
      : undefined);
  if (refusal) throw refusal;
}

/**
 * Gives the refusal of each action that a caller may not do to a run that they
 * can see.
 */
export async function refusalsOfActions(
  rights: RunActionRights,
  caller: Caller,
  { actions, runId }: { actions: RunAction[]; runId: string },
): Promise<Map<RunAction, NotAllowedError>> {
  // What it takes to start it is the same for all that let it go on.
  let asked: Promise<NotAllowedError | undefined> | undefined;
  const toStart = () => (asked ??= refusalToStart(rights, caller, runId));
  const refusals = new Map<RunAction, NotAllowedError>();
  for (const action of actions) {
    const refusal =
      (await refusalOnRun(rights, caller, { action, runId })) ??
      (LETS_GO.has(action) ? await toStart() : undefined);
    if (refusal) refusals.set(action, refusal);
  }
  return refusals;
}

/**
 * Requires, where a run waits for an approval, that who started it may still
 * start it: what the approval lets go on is done with their rights, and these
 * may be others now than when people were asked.
 *
 * @throws NotAllowedError
 */
export async function requireStillAllowed(
  { store, late }: { store: Pick<RunStore, 'get'>; late: LateStart },
  runId: string,
): Promise<void> {
  const run = await store.get(runId);
  const asks = run?.steps.some(
    ({ waitingFor }) => waitingFor?.kind === 'approval',
  );
  if (run && asks) await late.requireStart(run);
}

async function refusalToStart(
  { store, resolveRun, authorizer }: RunActionRights,
  caller: Caller,
  runId: string,
): Promise<NotAllowedError | undefined> {
  const run = await store.get(runId);
  return run && authorizer.refusalOf(caller, await resolveRun(run));
}

async function refusalOnRun(
  { gate, store }: RunActionRights,
  caller: Caller,
  { action, runId }: { action: RunAction; runId: string },
): Promise<NotAllowedError | undefined> {
  const guard = GUARDS[action];
  if (!guard) return undefined;
  const decision = await gate.decisionOf(caller, guard);
  if (decision.kind === 'all') return undefined;
  if (decision.kind === 'none') return refuse(guard.permission);
  const traits = await store.getTraits(runId);
  if (!traits || isWithin(decision, traits)) return undefined;
  return refuse(guard.permission, describeRun(traits));
}

function describeRun({ flow, risk, environment }: RunTraits): string {
  return `a run of ${flow} (risk ${risk}) in ${environment}`;
}
