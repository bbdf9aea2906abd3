import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { refusalsOfActions } from '../../access/authorization/runActionRights';
import { speakerOf } from '../../access/Caller';
import { defineOperation } from '../defineOperation';
import { auditOfReading } from '../runs/auditOfReading';
import { permitSeeing } from '../runs/permitSeeing';
import { requireDefinition, requireRun } from '../runs/requireRun';
import { offerActions } from './offerActions';
import { refusalToOverride } from './overrideWindow';

/** Tells what the caller can do to a run as it is now, and why not the rest. */
export const allowedActions = defineOperation(CONTRACTS.allowedActions, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run(parts, { caller, input: { runId } }) {
    const run = await requireRun(parts.store, runId);
    const flow = await requireDefinition(parts.store, runId);
    const refs = await caller.listRefs();
    const offers = offerActions(run, {
      by: caller.initiator,
      refs,
      flow,
      speaker: speakerOf(caller),
      ownProposals: parts.agents.ownProposals,
      rules: parts.windows.listRules(),
    });
    const actions = offers.map(({ action }) => action);
    const refusals = await refusalsOfActions(parts, caller, { actions, runId });
    const wiped = await parts.secrets.describeWiped(run);
    const byAgents = new Map([
      ['approve', await parts.agents.refusalToApprove(caller, runId)],
      ['dismiss', parts.agents.refusalToDismiss(caller, runId)],
      ['override-window', refusalToOverride(caller, runId)],
    ]);
    const items = offers.map(offer => {
      const { action } = offer;
      const refusal = refusals.get(action) ?? byAgents.get(action);
      const because =
        refusal?.message ??
        (action === 'retry' && offer.allowed ? wiped : undefined);
      return because === undefined
        ? offer
        : { action, allowed: false, because };
    });
    return { items };
  },
});
