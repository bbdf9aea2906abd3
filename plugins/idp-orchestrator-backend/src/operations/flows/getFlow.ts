import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { aboutThing } from '../../access/recording';
import { PlatformView } from '../../access/resolve/PlatformView';
import { requireFlow } from '../../flows';
import { defineOperation } from '../defineOperation';
import { describeFlow } from './describeFlow';
import { withAllowedStarts } from './withAllowedStarts';

/** Describes a flow, and where the caller may start it. */
export const getFlow = defineOperation(CONTRACTS.getFlow, {
  resolve: parts => PlatformView.open(parts),
  audit: {
    records: 'refusals',
    action: 'flow.read',
    about: ({ input: { flowId } }) => aboutThing('flow', flowId),
  },
  permit: ({ authorizer }, { caller, input: { flowId }, resolved: view }) =>
    authorizer.requireVisible(caller, flowId, view.flows.get(flowId)),
  async run(parts, { caller, input: { flowId }, resolved: view }) {
    const flow = await describeFlow(requireFlow(view.listing, flowId), view);
    return withAllowedStarts(parts, caller, { flow, view });
  },
});
