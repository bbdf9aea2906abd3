import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { PlatformView } from '../resolve/PlatformView';
import type { Guarded } from './AuthorizeOptions';
import { readFlow } from './guards';
import { isWithin } from './PermissionGate';
import { notFound, refuse } from './refusals';
import type { FlowTrait } from './resources';

type FlowUse = 'listFlows' | 'getFlow';

/** Flows are shown to those who may see them, with where each caller may start them. */
export function authorizeFlows(guarded: Guarded): Pick<Orchestrator, FlowUse> {
  const { orchestrator, gate, resolveFlow } = guarded;
  return {
    async listFlows(caller) {
      const decision = await gate.decisionOf(caller, readFlow);
      if (decision.kind === 'none') throw refuse(readFlow.permission);
      const { items, problems } = await orchestrator.listFlows(caller);
      const seen = items.filter(flow => isWithin(decision, traitsOf(flow)));
      const view = await resolveFlow.open();
      return {
        items: await Promise.all(
          seen.map(flow => tellStarts(guarded, caller, { flow, view })),
        ),
        // Of a flow that cannot be read nobody knows who may see it.
        problems: decision.kind === 'all' ? problems : [],
      };
    },
    async getFlow(caller, flowId) {
      const flow = await see(guarded, caller, flowId);
      const view = await resolveFlow.open();
      return tellStarts(guarded, caller, { flow, view });
    },
  };
}

async function see(
  guarded: Guarded,
  caller: Caller,
  flowId: string,
): Promise<FlowSummary> {
  const { orchestrator, gate } = guarded;
  const decision = await gate.decisionOf(caller, readFlow);
  if (decision.kind === 'none') throw refuse(readFlow.permission);
  if (decision.kind === 'all') return orchestrator.getFlow(caller, flowId);
  const flow = await findFlow(guarded, caller, flowId);
  if (flow && isWithin(decision, traitsOf(flow))) return flow;
  throw notFound(`flow ${flowId}`, flow !== undefined);
}

/** Undefined also when it is not usable: what is wrong with it is not for everybody. */
async function findFlow(
  { orchestrator }: Guarded,
  caller: Caller,
  flowId: string,
): Promise<FlowSummary | undefined> {
  try {
    return await orchestrator.getFlow(caller, flowId);
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}

function traitsOf({ id, risk }: FlowSummary): Record<FlowTrait, string> {
  return { flow: id, risk };
}

/** Whether, why not, and where the caller may start it with the defaults of its input. */
async function tellStarts(
  guarded: Guarded,
  caller: Caller,
  { flow, view }: { flow: FlowSummary; view: PlatformView },
): Promise<FlowSummary> {
  const { known, fallback } = guarded.environments;
  const refusals = new Map<string, string | undefined>();
  for (const environment of known) {
    const start = await guarded.resolveFlow.withDefaults(
      view,
      flow.id,
      environment,
    );
    const refusal =
      start && (await guarded.authorizer.refusalOf(caller, start));
    refusals.set(environment, refusal?.message);
  }
  const mayRunIn = known.filter(name => refusals.get(name) === undefined);
  const notAllowedReason = refusals.get(fallback);
  if (notAllowedReason === undefined) return { ...flow, mayRunIn };
  return { ...flow, mayRun: false, notAllowedReason, mayRunIn };
}
