import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { advance } from '../../engine/decisions/advance';
import { defineOperation } from '../defineOperation';
import { requireDefinition } from '../runs/requireRun';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { toRunAnswer } from '../tools/toRunAnswer';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { cancel } from './decideActions';
import { permitAction } from './permitAction';

/** Ends a run and every process of it; one that has not begun is over at once. */
export const cancelRun = defineOperation(CONTRACTS.cancelRun, {
  audit: auditOfAction('run.cancel'),
  permit: permitAction('cancel'),
  async run(parts, { caller, input: { runId, request } }) {
    const flow = await requireDefinition(parts.store, runId);
    const now = parts.clock.now();
    const action = { by: caller.initiator, reason: request.reason };
    const changed = await applyAction(parts, runId, run => {
      const asked = cancel(action)(run);
      if (run.startedAt || asked.length === 0) return asked;
      const { facts, start } = advance(flow, run, { facts: asked, now });
      // A run that has not begun waits for no worker and no lock, except for
      // steps that run whatever happens.
      return start.length === 0 ? facts : asked;
    });
    return parts.secretInputs.hideInRun(changed);
  },
  tool: defineTool({
    name: 'cancel-run',
    title: 'Cancel a run',
    description: 'To end a run and every process of it.',
    input: { runId: FIELDS.runId, reason: FIELDS.why },
    effect: 'harm',
    idempotent: true,
    toInput: ({ runId, ...request }) => ({ runId, request }),
    toAnswer: run => toRunAnswer(run),
  }),
});
