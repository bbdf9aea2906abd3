import {
  PLATFORM_OPERATIONS,
  toOperationRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { StartResolver } from '../resolve/resolveStart';
import type { AgentGuard } from './AgentGuard';

/**
 * The use cases that are no starts, with agents held to their rules: what they
 * plan counts as tried out, and they approve nothing that is a person's to
 * approve. Everybody else passes through.
 */
export function guardAgents(
  orchestrator: Orchestrator,
  { guard, resolver }: { guard: AgentGuard; resolver: StartResolver },
): Orchestrator {
  return {
    ...orchestrator,
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
    async planOperation(caller, request) {
      const plan = await orchestrator.planOperation(caller, request);
      if (caller.initiator.kind !== 'agent') return plan;
      const wanted = {
        flowId: PLATFORM_OPERATIONS,
        request: toOperationRun(request),
      };
      const view = await resolver.open();
      const start = await resolver.resolve(view, caller, wanted);
      await guard.noteLook(caller, start);
      return plan;
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
