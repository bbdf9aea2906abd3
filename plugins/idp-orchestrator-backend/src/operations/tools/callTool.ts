import {
  CONTRACTS,
  toolInputSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const callTool = bind(CONTRACTS.callTool, {
  conversationOf: body => toolInputSchema.safeParse(body).data?.conversation,
  run: async ({ orchestrator, tools }, { caller, params, body }) => {
    const tool = await tools.find(orchestrator, caller, params.name);
    return tool.call({ orchestrator, caller }, body);
  },
});
