import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  flowReadPermission,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scriptRunPermission,
  serviceReadPermission,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Caller, Orchestrator } from './Orchestrator';
import { PermissionGate, refusalFor } from './PermissionGate';

/** The use cases, each behind its permission. */
export function authorizeOrchestrator(
  orchestrator: Orchestrator,
  permissions: PermissionsService,
): Orchestrator {
  const gate = new PermissionGate(permissions);
  return {
    ...authorizeFlows(orchestrator, gate),
    ...authorizeRuns(orchestrator, gate),
    ...authorizeActs(orchestrator, gate),
    async getHealth(caller, options) {
      await gate.require(caller, serviceReadPermission);
      return orchestrator.getHealth(caller, options);
    },
  };
}

type FlowUse = 'listFlows' | 'getFlow' | 'startRun' | 'planRun' | 'startTask';

function authorizeFlows(
  orchestrator: Orchestrator,
  gate: PermissionGate,
): Pick<Orchestrator, FlowUse> {
  const readFlows = async (caller: Caller) => {
    await gate.require(caller, flowReadPermission);
    const missing = await gate.listMissing(
      caller,
      runCreatePermission,
      scriptRunPermission,
    );
    return (flow: FlowSummary): FlowSummary => {
      const wanted = permissionToStart(flow.kind);
      return missing.includes(wanted)
        ? { ...flow, mayRun: false, mayNotRunBecause: refusalFor(wanted) }
        : flow;
    };
  };
  /** A task is a script run directly, through whatever route it is started. */
  const mayStart = async (caller: Caller, flowId: string) => {
    await gate.require(caller, flowReadPermission);
    const { kind } = await orchestrator.getFlow(caller, flowId);
    await gate.require(caller, permissionToStart(kind));
  };
  return {
    async listFlows(caller) {
      const tell = await readFlows(caller);
      const { items, problems } = await orchestrator.listFlows(caller);
      return { items: items.map(tell), problems };
    },
    async getFlow(caller, flowId) {
      const tell = await readFlows(caller);
      return tell(await orchestrator.getFlow(caller, flowId));
    },
    async startRun(caller, flowId, request) {
      await mayStart(caller, flowId);
      return orchestrator.startRun(caller, flowId, request);
    },
    async planRun(caller, flowId, request) {
      await mayStart(caller, flowId);
      return orchestrator.planRun(caller, flowId, request);
    },
    async startTask(caller, request) {
      await gate.require(caller, scriptRunPermission);
      return orchestrator.startTask(caller, request);
    },
  };
}

function authorizeRuns(
  orchestrator: Orchestrator,
  gate: PermissionGate,
): Omit<Orchestrator, FlowUse | ActUse | 'getHealth'> {
  return {
    async listRuns(caller, filter, page) {
      await gate.require(caller, runReadPermission);
      return orchestrator.listRuns(caller, filter, page);
    },
    async getRun(caller, runId) {
      await gate.require(caller, runReadPermission);
      return orchestrator.getRun(caller, runId);
    },
    async getStep(caller, runId, stepId) {
      await gate.require(caller, runReadPermission);
      return orchestrator.getStep(caller, runId, stepId);
    },
    async readFeed(caller, runId, range) {
      await gate.require(caller, runReadPermission);
      return orchestrator.readFeed(caller, runId, range);
    },
    async watchRun(caller, runId, watch) {
      await gate.require(caller, runReadPermission);
      return orchestrator.watchRun(caller, runId, watch);
    },
    async readLog(caller, range) {
      await gate.require(caller, runReadPermission);
      return orchestrator.readLog(caller, range);
    },
  };
}

type ActUse =
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'retryRun'
  | 'approveRun'
  | 'rejectRun'
  | 'runAgain';

function authorizeActs(
  orchestrator: Orchestrator,
  gate: PermissionGate,
): Pick<Orchestrator, ActUse> {
  const behind =
    <R, T>(
      permission: BasicPermission,
      act: (caller: Caller, runId: string, request: R) => Promise<T>,
    ) =>
    async (caller: Caller, runId: string, request: R): Promise<T> => {
      await gate.require(caller, permission);
      return act(caller, runId, request);
    };
  /** Whoever may not start it may not make it go on. */
  const behindStart =
    <R, T>(act: (caller: Caller, runId: string, request: R) => Promise<T>) =>
    async (caller: Caller, runId: string, request: R): Promise<T> => {
      await gate.require(caller, runReadPermission);
      const { steps, flowId } = await orchestrator.getRun(caller, runId);
      const isTask = steps.length === 1 && steps[0].id === flowId;
      await gate.require(caller, permissionToStart(isTask ? 'task' : 'flow'));
      return act(caller, runId, request);
    };
  return {
    cancelRun: behind(runCancelPermission, orchestrator.cancelRun),
    pauseRun: behind(runCancelPermission, orchestrator.pauseRun),
    resumeRun: behind(runCancelPermission, orchestrator.resumeRun),
    retryRun: behindStart(orchestrator.retryRun),
    approveRun: behind(runApprovePermission, orchestrator.approveRun),
    rejectRun: behind(runApprovePermission, orchestrator.rejectRun),
    runAgain: behindStart(orchestrator.runAgain),
  };
}

function permissionToStart(kind: FlowSummary['kind']): BasicPermission {
  return kind === 'task' ? scriptRunPermission : runCreatePermission;
}
