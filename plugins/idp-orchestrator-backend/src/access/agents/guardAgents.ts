import type { Orchestrator } from '../../operations/Orchestrator';
import { toRunRequest } from '../resolve/toRunRequest';
import { again, AgentGuard, type AgentGuardOptions } from './AgentGuard';

/**
 * The use cases, with agents held to their rules: they try out what may do
 * harm, keep to a budget, only propose what is too risky, and approve nothing
 * that is a person's to approve. Everybody else passes through.
 */
export function guardAgents(
  orchestrator: Orchestrator,
  options: AgentGuardOptions,
): Orchestrator {
  const guard = new AgentGuard(options);
  return {
    ...orchestrator,
    startRun: (caller, flowId, request) =>
      guard.start(caller, { flowId, request }, propose =>
        orchestrator.startRun(caller, flowId, { ...request, ...propose }),
      ),
    startTask: (caller, task) =>
      guard.start(
        caller,
        { flowId: task.script, request: toRunRequest(task) },
        propose => orchestrator.startTask(caller, { ...task, ...propose }),
      ),
    async planRun(caller, flowId, request) {
      const plan = await orchestrator.planRun(caller, flowId, request);
      await guard.noteLook(caller, { flowId, request });
      return plan;
    },
    async planOperation(caller, request) {
      const plan = await orchestrator.planOperation(caller, request);
      await guard.noteOperation(caller, request);
      return plan;
    },
    async rerun(caller, runId, { reason }) {
      if (caller.initiator.kind !== 'agent') {
        return orchestrator.rerun(caller, runId, { reason });
      }
      const run = await orchestrator.getRun(caller, runId);
      const wanted = { flowId: run.flowId, request: again(run, reason) };
      return guard.start(caller, wanted, propose =>
        orchestrator.startRun(caller, run.flowId, {
          ...wanted.request,
          ...propose,
        }),
      );
    },
    async retryRun(caller, runId, request) {
      const retry = () => orchestrator.retryRun(caller, runId, request);
      if (caller.initiator.kind !== 'agent') return retry();
      const run = await orchestrator.getRun(caller, runId);
      return guard.retry(caller, { run, reason: request.reason }, retry);
    },
    async allowedActions(caller, runId) {
      const { items } = await orchestrator.allowedActions(caller, runId);
      const refusal = await guard.refusalToApprove(caller, runId);
      if (!refusal) return { items };
      const refused = { allowed: false, because: refusal.message };
      return {
        items: items.map(offer =>
          offer.action === 'approve'
            ? { action: offer.action, ...refused }
            : offer,
        ),
      };
    },
    async approveRun(caller, runId, request) {
      await guard.requireApprover(caller, runId);
      return orchestrator.approveRun(caller, runId, request);
    },
    async getRunToAnswer(caller, runId) {
      await guard.requireApprover(caller, runId);
      return orchestrator.getRunToAnswer(caller, runId);
    },
  };
}
