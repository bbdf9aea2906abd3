import {
  CONTRACTS,
  toolInputSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineCompositeRoute } from '../defineOperation';

export const callTool = defineCompositeRoute(CONTRACTS.callTool, {
  conversationOf: body =>
    toolInputSchema.safeParse(body).data?.conversation ?? undefined,
  run: async ({ tools, perform }, { caller, input: { name, request } }) => {
    const by = { perform, caller };
    const tool = await tools.find(by, name);
    return tool.call(by, request);
  },
});
