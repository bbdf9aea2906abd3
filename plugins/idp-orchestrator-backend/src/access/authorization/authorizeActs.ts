import type { NotAllowedError } from '@backstage/errors';
import type { RunAction } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunTrait, RunTraits } from '../../ports';
import type { Caller } from '../Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { requireVisible } from './authorizeRuns';
import { approveRun, cancelRun } from './guards';
import { isWithin, type Guard } from './PermissionGate';
import { refuse } from './refusals';

type ActUse =
  | 'allowedActions'
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'approveRun'
  | 'rejectRun'
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
      await requireVisible(guarded, caller, runId);
      const refusal = await refusalOf(guarded, caller, { act, runId });
      if (refusal) throw refusal;
      return use(caller, runId, request);
    };

  return {
    async allowedActions(caller, runId) {
      await requireVisible(guarded, caller, runId);
      const { items } = await orchestrator.allowedActions(caller, runId);
      // What it takes to start it is the same for all that let it go on.
      let asked: Promise<NotAllowedError | undefined> | undefined;
      const toStart = () => (asked ??= refusalToStart(guarded, caller, runId));
      const told = items.map(async offer => {
        const { action } = offer;
        const about = { act: action, runId };
        const refusal =
          (await refusalOnRun(guarded, caller, about)) ??
          (LETS_GO.has(action) ? await toStart() : undefined);
        if (!refusal) return offer;
        return { action, allowed: false, because: refusal.message };
      });
      return { items: await Promise.all(told) };
    },
    cancelRun: behind('cancel', orchestrator.cancelRun),
    pauseRun: behind('pause', orchestrator.pauseRun),
    resumeRun: behind('resume', orchestrator.resumeRun),
    async approveRun(caller, runId, request) {
      const approve = behind('approve', async () => {
        await requireStillAllowed(guarded, runId);
        return orchestrator.approveRun(caller, runId, request);
      });
      return approve(caller, runId, request);
    },
    rejectRun: behind('reject', orchestrator.rejectRun),
    getRunToAnswer: (caller, runId) =>
      behind('approve', orchestrator.getRunToAnswer)(caller, runId, undefined),
  };
}

/**
 * What an approval lets go on is done with the rights of who started it, and
 * these may be others now than when people were asked.
 */
async function requireStillAllowed(
  { store, late }: Guarded,
  runId: string,
): Promise<void> {
  const run = await store.get(runId);
  const asks = run?.steps.some(
    ({ waitingFor }) => waitingFor?.kind === 'approval',
  );
  if (run && asks) await late.requireStart(run);
}

/** Why a caller may not do it to a run that they can see; nothing when they may. */
async function refusalOf(
  guarded: Guarded,
  caller: Caller,
  about: { act: RunAction; runId: string },
): Promise<NotAllowedError | undefined> {
  const refusal = await refusalOnRun(guarded, caller, about);
  if (refusal || !LETS_GO.has(about.act)) return refusal;
  return refusalToStart(guarded, caller, about.runId);
}

/** Whoever may not start a run may not make it go on. */
const LETS_GO = new Set<RunAction>(['resume', 'retry', 'rerun']);

async function refusalToStart(
  { store, resolveRun, authorizer }: Guarded,
  caller: Caller,
  runId: string,
): Promise<NotAllowedError | undefined> {
  const run = await store.get(runId);
  return run && authorizer.refusalOf(caller, await resolveRun(run));
}

async function refusalOnRun(
  { gate, store }: Guarded,
  caller: Caller,
  { act, runId }: { act: RunAction; runId: string },
): Promise<NotAllowedError | undefined> {
  const guard = GUARDS[act];
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
