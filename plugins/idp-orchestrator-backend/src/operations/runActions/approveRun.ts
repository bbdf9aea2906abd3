import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { requireStillAllowed } from '../../access/authorization/runActionRights';
import { aboutRun } from '../../access/recording';
import { defineInner, defineOperation } from '../defineOperation';
import { requireRun } from '../runs/requireRun';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
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
      'Use it only when a person told you to and this portal lets agents approve: lets a step go on that waits for people. Agents are refused by default, and always for what they started themselves. Returns the run.',
    input: { runId: FIELDS.runId, reason: FIELDS.why, step: FIELDS.step },
    effect: 'harm',
    toInput: ({ runId, ...request }) => ({ runId, request }),
  }),
});

/** Lets a caller make a link that answers for them, which is as good as the answer. */
export const linkAnswer = defineInner<{ runId: string }>()({
  audit: {
    records: 'every call',
    action: 'run.link',
    about: async ({ input: { runId } }, { store }) => ({
      ...aboutRun(runId),
      environment: (await store.getTraits(runId))?.environment,
    }),
    outcome: () => 'Made a link by which its steps can be answered',
  },
  async permit(parts, call) {
    await permitAnswer(parts, call);
    await parts.agents.requireApprover(call.caller, call.input.runId);
  },
  run: async ({ store, secretInputs }, { input: { runId } }) =>
    secretInputs.hideInRun(await requireRun(store, runId)),
});
