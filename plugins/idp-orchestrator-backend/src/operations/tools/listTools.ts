import {
  CONTRACTS,
  toolSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listFlows } from '../flows/listFlows';
import { defineCompositeRoute } from '../defineOperation';

export const listTools = defineCompositeRoute(CONTRACTS.listTools, {
  run: async ({ tools, perform }, { caller }) => {
    const { items } = await perform(listFlows, caller, {});
    return { items: tools.list(items).map(tool => toolSchema.parse(tool)) };
  },
});
