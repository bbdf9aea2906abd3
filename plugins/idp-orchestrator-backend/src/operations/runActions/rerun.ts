import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  outcomeOfStart,
  permitStart,
  receiveStart,
} from '../../access/starts/receiveStart';
import { beginStart } from '../starts/beginStart';
import { defineOperation } from '../defineOperation';
import { permitSeeing } from '../runs/permitSeeing';
import { requireRun } from '../runs/requireRun';
import { auditOfAction } from './auditOfAction';

/** Starts a new run of the same flow, with the same input. */
export const rerun = defineOperation(CONTRACTS.rerun, {
  audit: { ...auditOfAction('run.rerun'), outcome: outcomeOfStart },
  async permit(parts, call) {
    await permitSeeing(parts, call);
    const { runId, request } = call.input;
    const run = await requireRun(parts.store, runId);
    const { flowId, input, environment, dryRun } = run;
    const { reason } = request;
    const reading = await receiveStart(parts, call.caller, {
      flowId,
      request: { input, environment, dryRun, reason },
      isSeen: true,
    });
    return permitStart(parts, call.caller, reading);
  },
  run: (parts, { caller, permitted }) =>
    parts.agents.start(caller, permitted, start =>
      beginStart(parts, caller, start),
    ),
});
