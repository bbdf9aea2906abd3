import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { requireRun } from '../runs/requireRun';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { resume } from './decideActions';
import { permitAction } from './permitAction';

/** Lets a paused run go on. */
export const resumeRun = defineOperation(CONTRACTS.resumeRun, {
  audit: auditOfAction('run.resume'),
  permit: permitAction('resume'),
  async run(parts, { caller, input: { runId, request } }) {
    const action = { by: caller.initiator, reason: request.reason };
    const run = await parts.agents.letGo(
      caller,
      async () => parts.resolveRun(await requireRun(parts.store, runId)),
      () => applyAction(parts, runId, resume(action)),
    );
    return parts.secretInputs.hideInRun(run);
  },
});
