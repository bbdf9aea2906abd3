import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toRunAnswer } from '../tools/toRunAnswer';
import { answerStep } from './answerStep';
import { auditOfAction } from './auditOfAction';
import { permitAction } from './permitAction';

/** Refuses what a step asks people for: the step fails. */
export const rejectRun = defineOperation(CONTRACTS.rejectRun, {
  audit: auditOfAction('run.reject'),
  permit: permitAction('reject'),
  run: (parts, call) => answerStep(parts, 'reject', call),
  tool: defineTool({
    name: 'reject-run',
    title: 'Reject a run',
    description:
      'To refuse what a step asks people for: it fails, and the run does what its flow says then.',
    input: { runId: FIELDS.runId, reason: FIELDS.why, step: FIELDS.step },
    effect: 'change',
    toInput: ({ runId, ...request }) => ({ runId, request }),
    toAnswer: run => toRunAnswer(run),
  }),
});
