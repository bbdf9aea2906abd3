import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  flowReadPermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scriptRunPermission,
  serviceReadPermission,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Caller, Orchestrator } from './Orchestrator';

/** The use cases, each behind its permission. */
export function authorizeOrchestrator(
  orchestrator: Orchestrator,
  permissions: PermissionsService,
): Orchestrator {
  const may = async (caller: Caller, ...wanted: BasicPermission[]) => {
    const decisions = await permissions.authorize(
      wanted.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return wanted.filter(
      (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
    );
  };
  const require = async (caller: Caller, permission: BasicPermission) => {
    const [missing] = await may(caller, permission);
    if (missing) throw new NotAllowedError(refusal(missing));
  };
  const readFlows = async (caller: Caller) => {
    await require(caller, flowReadPermission);
    const missing = await may(caller, runCreatePermission, scriptRunPermission);
    return (flow: FlowSummary): FlowSummary => {
      const wanted = permissionToStart(flow.kind);
      return missing.includes(wanted)
        ? { ...flow, mayRun: false, mayNotRunBecause: refusal(wanted) }
        : flow;
    };
  };
  /** A task is a script run directly, through whatever route it is started. */
  const requireStart = async (caller: Caller, flowId: string) => {
    await require(caller, flowReadPermission);
    const { kind } = await orchestrator.getFlow(caller, flowId);
    await require(caller, permissionToStart(kind));
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
      await requireStart(caller, flowId);
      return orchestrator.startRun(caller, flowId, request);
    },
    async planRun(caller, flowId, request) {
      await requireStart(caller, flowId);
      return orchestrator.planRun(caller, flowId, request);
    },
    async startTask(caller, request) {
      await require(caller, scriptRunPermission);
      return orchestrator.startTask(caller, request);
    },
    async listRuns(caller, filter, page) {
      await require(caller, runReadPermission);
      return orchestrator.listRuns(caller, filter, page);
    },
    async getRun(caller, runId) {
      await require(caller, runReadPermission);
      return orchestrator.getRun(caller, runId);
    },
    async getStep(caller, runId, stepId) {
      await require(caller, runReadPermission);
      return orchestrator.getStep(caller, runId, stepId);
    },
    async cancelRun(caller, runId, request) {
      await require(caller, runCancelPermission);
      return orchestrator.cancelRun(caller, runId, request);
    },
    async readFeed(caller, runId, range) {
      await require(caller, runReadPermission);
      return orchestrator.readFeed(caller, runId, range);
    },
    async watchRun(caller, runId, watch) {
      await require(caller, runReadPermission);
      return orchestrator.watchRun(caller, runId, watch);
    },
    async readLog(caller, range) {
      await require(caller, runReadPermission);
      return orchestrator.readLog(caller, range);
    },
    async getHealth(caller, options) {
      await require(caller, serviceReadPermission);
      return orchestrator.getHealth(caller, options);
    },
  };
}

function permissionToStart(kind: FlowSummary['kind']): BasicPermission {
  return kind === 'task' ? scriptRunPermission : runCreatePermission;
}

function refusal(permission: BasicPermission): string {
  return `This needs the permission ${permission.name}, which you do not have. Ask an administrator of this Backstage.`;
}
