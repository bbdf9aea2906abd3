import {
  PLATFORM_OPERATIONS,
  type FlowSummary,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller, Orchestrator } from '../../operations/Orchestrator';
import { checkRunRequest } from '../resolve/readRunRequest';
import { toRunRequest } from '../resolve/toRunRequest';
import type { Guarded } from './AuthorizeOptions';
import { holds } from './condition';
import { operateService, readFlow, startOf } from './guards';
import { isWithin } from './PermissionGate';
import { hide, refusalFor, refuse } from './refusals';
import { refusalToOperate } from './refusalToOperate';
import type { FlowTrait } from './resources';

type FlowUse = 'listFlows' | 'getFlow' | 'startRun' | 'planRun' | 'startTask';

export function authorizeFlows(guarded: Guarded): Pick<Orchestrator, FlowUse> {
  const { orchestrator, gate } = guarded;

  const see = async (caller: Caller, flowId: string): Promise<FlowSummary> => {
    const condition = await gate.conditionOf(caller, readFlow);
    if (!condition) return orchestrator.getFlow(caller, flowId);
    const flow = await findFlow(guarded, caller, flowId);
    if (flow && holds(condition, traitsOf(flow))) return flow;
    throw hide(`flow ${flowId}`, flow !== undefined);
  };

  return {
    async listFlows(caller) {
      const leave = await gate.leaveOf(caller, readFlow);
      if (leave.kind === 'none') throw refuse(readFlow.permission);
      const { items, problems } = await orchestrator.listFlows(caller);
      const seen = items.filter(flow => isWithin(leave, traitsOf(flow)));
      return {
        items: await Promise.all(
          seen.map(flow => tellStarts(guarded, caller, flow)),
        ),
        // Of a flow that cannot be read nobody knows who may see it.
        problems: leave.kind === 'all' ? problems : [],
      };
    },
    async getFlow(caller, flowId) {
      return tellStarts(guarded, caller, await see(caller, flowId));
    },
    async startRun(caller, flowId, request) {
      const flow = await see(caller, flowId);
      await requireStart(guarded, caller, { flow, request });
      return orchestrator.startRun(caller, flowId, request);
    },
    async planRun(caller, flowId, request) {
      const flow = await see(caller, flowId);
      await requireStart(guarded, caller, { flow, request, isPlan: true });
      return orchestrator.planRun(caller, flowId, request);
    },
    async startTask(caller, task) {
      await gate.conditionOf(caller, startOf('task'));
      const flow = await see(caller, task.script);
      if (flow.kind === 'task') {
        const request = toRunRequest(task);
        await requireStart(guarded, caller, { flow, request });
      }
      return orchestrator.startTask(caller, task);
    },
  };
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

/** Decided on what would be started: the request is read as far as that takes. */
async function requireStart(
  guarded: Guarded,
  caller: Caller,
  start: { flow: FlowSummary; request: StartRunRequest; isPlan?: boolean },
): Promise<void> {
  const { gate, flows, environments } = guarded;
  const { flow, request, isPlan = false } = start;
  const guard = startOf(flow.kind);
  const condition = await gate.conditionOf(caller, guard);
  const asked = checkRunRequest(await flows.get(flow.id), request, {
    environments,
    initiator: caller.initiator,
  });
  const { environment } = asked;
  const dryRun = isPlan || asked.dryRun;
  const traits = { ...traitsOf(flow), environment, dryRun: String(dryRun) };
  if (condition && !holds(condition, traits)) {
    throw refuse(guard.permission, describeStart(flow, environment));
  }
  const refusal = await refusalToOperate(guarded, caller, { ...asked, dryRun });
  if (refusal) throw refusal;
}

/** Whether, why not, and where the caller may start it. */
async function tellStarts(
  { gate, environments: { known, fallback } }: Guarded,
  caller: Caller,
  flow: FlowSummary,
): Promise<FlowSummary> {
  if (await alwaysOperates(gate, caller, flow)) {
    const notAllowedReason = refusalFor(operateService.permission);
    return { ...flow, mayRun: false, notAllowedReason, mayRunIn: [] };
  }
  const guard = startOf(flow.kind);
  const leave = await gate.leaveOf(caller, guard);
  const mayRunIn = known.filter(environment =>
    isWithin(leave, { ...traitsOf(flow), environment, dryRun: 'false' }),
  );
  if (mayRunIn.includes(fallback)) return { ...flow, mayRunIn };
  const on = leave.kind === 'where' && describeStart(flow, fallback);
  return {
    ...flow,
    mayRun: false,
    notAllowedReason: refusalFor(guard.permission, on || undefined),
    mayRunIn,
  };
}

/** Whether every run of it does what the caller never may: start or stop services. */
async function alwaysOperates(
  gate: Guarded['gate'],
  caller: Caller,
  { id, operatesServices }: FlowSummary,
): Promise<boolean> {
  // Of the operations themselves, some only look.
  if (!operatesServices || id === PLATFORM_OPERATIONS) return false;
  return (await gate.leaveOf(caller, operateService)).kind === 'none';
}

function describeStart({ id, risk }: FlowSummary, environment: string) {
  return `${id} (risk ${risk}) in ${environment}`;
}
