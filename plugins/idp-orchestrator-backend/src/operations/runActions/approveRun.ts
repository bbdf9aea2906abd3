import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { requireStillAllowed } from '../../access/authorization/runActionRights';
import { defineOperation } from '../defineOperation';
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
      () => answerStep(parts, 'approve', call),
    ),
  tool: defineTool({
    name: 'approve-run',
    title: 'Approve a run',
    description:
      'Only when a person told you to: lets a step go on that waits for people. Agents are refused by default, and always for what they started.',
    input: { runId: FIELDS.runId, reason: FIELDS.why, step: FIELDS.step },
    effect: 'harm',
    toInput: ({ runId, ...request }) => ({ runId, request }),
    toAnswer: run => toRunAnswer(run),
  }),
});
