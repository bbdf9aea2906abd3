import type { NotAllowedError } from '@backstage/errors';
import type {
  Run,
  RunAction,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunTrait, RunTraits } from '../../ports';
import type { Caller, Orchestrator } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { requireSight } from './authorizeRuns';
import { approveRun, cancelRun, startOf } from './guards';
import { isWithin, type Guard } from './PermissionGate';
import { refusalToOperate } from './refusalToOperate';
import { refuse } from './refusals';

type ActUse =
  | 'allowedActions'
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'retryRun'
  | 'approveRun'
  | 'rejectRun'
  | 'rerun'
  | 'getRunToAnswer';

/** Acts on a run that go by a permission for the run itself. */
const GUARDS: Partial<Record<RunAction, Guard<RunTrait>>> = {
  cancel: cancelRun,
  pause: cancelRun,
  resume: cancelRun,
  approve: approveRun,
  reject: approveRun,
};

/** Who acts on a run must be able to see it, and have the permission for the act. */
export function authorizeActs(guarded: Guarded): Pick<Orchestrator, ActUse> {
  const { orchestrator } = guarded;

  const behind =
    <R, T>(
      act: RunAction,
      use: (caller: Caller, runId: string, request: R) => Promise<T>,
    ) =>
    async (caller: Caller, runId: string, request: R): Promise<T> => {
      await requireSight(guarded, caller, runId);
      const refusal = await refusalOf(guarded, caller, { act, runId });
      if (refusal) throw refusal;
      return use(caller, runId, request);
    };

  return {
    async allowedActions(caller, runId) {
      await requireSight(guarded, caller, runId);
      const { items } = await orchestrator.allowedActions(caller, runId);
      const told = items.map(async offer => {
        const { action } = offer;
        const refusal = await refusalOf(guarded, caller, {
          act: action,
          runId,
        });
        if (!refusal) return offer;
        return { action, allowed: false, because: refusal.message };
      });
      return { items: await Promise.all(told) };
    },
    cancelRun: behind('cancel', orchestrator.cancelRun),
    pauseRun: behind('pause', orchestrator.pauseRun),
    resumeRun: behind('resume', orchestrator.resumeRun),
    retryRun: behind('retry', orchestrator.retryRun),
    approveRun: behind('approve', orchestrator.approveRun),
    rejectRun: behind('reject', orchestrator.rejectRun),
    rerun: behind('rerun', orchestrator.rerun),
    getRunToAnswer: (caller, runId) =>
      behind('approve', orchestrator.getRunToAnswer)(caller, runId, undefined),
  };
}

/** Why a caller may not do it to a run that they can see; nothing when they may. */
async function refusalOf(
  guarded: Guarded,
  caller: Caller,
  { act, runId }: { act: RunAction; runId: string },
): Promise<NotAllowedError | undefined> {
  const { gate, store, orchestrator } = guarded;
  const guard = GUARDS[act];
  if (!guard) {
    // Whoever may not start it may not make it go on.
    const run = await orchestrator.getRun(caller, runId);
    return (
      (await refusalToStart(guarded, caller, run)) ??
      (await refusalToOperateAgain(guarded, caller, run))
    );
  }
  const leave = await gate.leaveOf(caller, guard);
  if (leave.kind === 'all') return undefined;
  if (leave.kind === 'none') return refuse(guard.permission);
  const traits = await store.getTraits(runId);
  if (!traits || isWithin(leave, traits)) return undefined;
  return refuse(guard.permission, describeRun(traits));
}

async function refusalToStart(
  { gate, store }: Guarded,
  caller: Caller,
  { id, flowId, steps, dryRun }: Run,
): Promise<NotAllowedError | undefined> {
  const isTask = steps.length === 1 && steps[0].id === flowId;
  const guard = startOf(isTask ? 'task' : 'flow');
  const leave = await gate.leaveOf(caller, guard);
  if (leave.kind === 'all') return undefined;
  if (leave.kind === 'none') return refuse(guard.permission);
  const traits = await store.getTraits(id);
  const start = traits && { ...traits, dryRun: String(dryRun) };
  if (!start || isWithin(leave, start)) return undefined;
  return refuse(guard.permission, describeRun(start));
}

/** By the definition that the run was made with. */
async function refusalToOperateAgain(
  guarded: Guarded,
  caller: Caller,
  run: Run,
): Promise<NotAllowedError | undefined> {
  const flow = await guarded.store.getDefinition(run.id);
  return flow && refusalToOperate(guarded, caller, { ...run, flow });
}

function describeRun({ flow, risk, environment }: RunTraits): string {
  return `a run of ${flow} (risk ${risk}) in ${environment}`;
}
