import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  type ApproveRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { requireStillAllowed } from '../../access/authorization/runActionRights';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { planRemaining } from '../runs/planRemaining';
import { requireRun } from '../runs/requireRun';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toRunAnswer } from '../tools/toRunAnswer';
import { answerStep } from './answerStep';
import { auditOfAction } from './auditOfAction';
import { permitAction } from './permitAction';

const permitAnswer = permitAction('approve');

/** Lets a step go on that waits for people. */
export const approveRun = defineOperation(CONTRACTS.approveRun, {
  audit: auditOfAction('run.approve'),
  async permit(parts, call) {
    await permitAnswer(parts, call);
    await requireStillAllowed(parts, call.input.runId);
    await parts.agents.requireApprover(call.caller, call.input.runId);
  },
  run: (parts, call) =>
    parts.agents.approve(
      call.caller,
      async () =>
        parts.resolveRun(await requireRun(parts.store, call.input.runId)),
      async () => {
        await requireSameRest(parts, call.input);
        return answerStep(parts, 'approve', call);
      },
    ),
  tool: defineTool({
    name: 'approve-run',
    title: 'Approve a run',
    description:
      'Only when a person told you to: lets a step go on that waits for people. By default agents are refused.',
    input: { runId: FIELDS.runId, reason: FIELDS.why, step: FIELDS.step },
    effect: 'harm',
    toInput: ({ runId, ...request }) => ({ runId, request }),
    toAnswer: run => toRunAnswer(run),
  }),
});

/** What somebody looked at before they approved it is what goes on, or nothing is. */
async function requireSameRest(
  parts: OperationParts,
  { runId, request }: { runId: string; request: ApproveRunRequest },
): Promise<void> {
  const { planDigest } = request;
  if (planDigest === undefined) return;
  const { digest } = await planRemaining(parts, runId);
  if (digest === planDigest) return;
  throw new ConflictError(
    `What this approval would let go on has changed since it was looked at: its digest is ${digest} now, not ${planDigest}. Look at the remaining plan of the run, and approve it with its digest`,
  );
}
