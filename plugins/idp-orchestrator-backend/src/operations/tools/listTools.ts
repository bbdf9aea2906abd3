import {
  CONTRACTS,
  toolSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bind } from '../bind';

export const listTools = bind(CONTRACTS.listTools, {
  run: async ({ orchestrator, tools }, { caller }) => {
    const { items } = await orchestrator.listFlows(caller);
    return { items: tools.list(items).map(tool => toolSchema.parse(tool)) };
  },
});
