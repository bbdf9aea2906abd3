import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { dismiss } from './decideActions';
import { permitAction } from './permitAction';

const permitDismissal = permitAction('dismiss');

/** Takes a failed run from those that need somebody; the run itself stays as it is. */
export const dismissRun = defineOperation(CONTRACTS.dismissRun, {
  audit: auditOfAction('run.dismiss'),
  async permit(parts, call) {
    await permitDismissal(parts, call);
    const refusal = parts.agents.refusalToDismiss(
      call.caller,
      call.input.runId,
    );
    if (refusal) throw refusal;
  },
  async run(parts, { caller, input: { runId, request } }) {
    const action = { by: caller.initiator, reason: request.reason };
    const run = await applyAction(parts, runId, dismiss(action));
    return parts.secretInputs.hideInRun(run);
  },
});
