import type { NotAllowedError } from '@backstage/errors';
import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { refuseAgent } from '../../access/agents/refuseAgent';
import { speakerOf, type Caller } from '../../access/Caller';
import { defineOperation } from '../defineOperation';
import { applyAction } from './applyAction';
import { auditOfAction } from './auditOfAction';
import { overrideWindow as override } from './decideOverride';
import { permitAction } from './permitAction';

const permitOverride = permitAction('override-window');

/** Lets a run go on in spite of the windows that hold it. */
export const overrideWindow = defineOperation(CONTRACTS.overrideWindow, {
  audit: auditOfAction('window.override'),
  async permit(parts, call) {
    await permitOverride(parts, call);
    const refusal = refusalToOverride(call.caller, call.input.runId);
    if (refusal) throw refusal;
  },
  async run(parts, { caller, input: { runId, request } }) {
    const action = { by: caller.initiator, reason: request.reason };
    const refs = await caller.listRefs();
    const rules = parts.windows.listRules();
    const run = await applyAction(
      parts,
      runId,
      override(action, { refs, rules }),
    );
    return parts.secretInputs.hideInRun(run);
  },
});

/** Nothing in a token but a signed-in user's tells that a person means it. */
export function refusalToOverride(
  caller: Caller,
  runId: string,
): NotAllowedError | undefined {
  if (caller.initiator.kind === 'user' && !speakerOf(caller)) return undefined;
  return refuseAgent(
    `A window is overridden by a person, and you (${caller.initiator.ref}) are none: expected the token of a user who signed in. The run goes on by itself when the window lets it`,
    {
      reason: 'window-by-person',
      missing: ['a person who lets the run go on'],
      nextActions: [{ action: 'wait-for-run', input: { runId } }],
    },
  );
}
