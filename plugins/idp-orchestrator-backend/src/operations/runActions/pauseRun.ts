import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { pause } from './decideActions';
import { permitAction } from './permitAction';

/** Lets a run start no new step until it is resumed. */
export const pauseRun = defineOperation(CONTRACTS.pauseRun, {
  audit: auditOfAction('run.pause'),
  permit: permitAction('pause'),
  async run(parts, { caller, input: { runId, request } }) {
    const action = { by: caller.initiator, reason: request.reason };
    const run = await applyAction(parts, runId, pause(action));
    return parts.secretInputs.hideInRun(run);
  },
});
