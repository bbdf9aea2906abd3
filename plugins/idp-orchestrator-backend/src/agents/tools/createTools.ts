import { NotFoundError } from '@backstage/errors';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { AgentTool } from './AgentTool';
import { conversationSchema } from './fields';
import { flowTools } from './flowTools';
import { createRunTool } from './runTool';
import { runTools } from './runTools';
import { serviceTools } from './serviceTools';
import { toToolSchema } from './toToolSchema';

const CONVERSATION = toToolSchema(conversationSchema);

/** Tools that there are whatever the flows. */
const FIXED = [...flowTools, ...runTools, ...serviceTools].map(
  withConversation,
);

export function listTools(flows: FlowSummary[]): AgentTool[] {
  const runnable = flows.filter(({ kind }) => kind === 'flow');
  return [...FIXED, ...runnable.map(createRunTool).map(withConversation)];
}

/** @throws NotFoundError naming those that there are */
export async function findTool(
  orchestrator: Orchestrator,
  caller: Caller,
  name: string,
): Promise<AgentTool> {
  const fixed = FIXED.find(tool => tool.name === name);
  if (fixed) return fixed;
  const { items } = await orchestrator.listFlows(caller);
  const tools = listTools(items);
  const found = tools.find(tool => tool.name === name);
  if (found) return found;
  const names = tools.map(tool => tool.name).join(', ');
  throw new NotFoundError(
    `There is no tool ${name} that you may use. Those that there are: ${names}`,
  );
}

/**
 * Every tool takes the conversation that it is called in, which belongs to the
 * caller; a flow's own field of that name stays the flow's.
 */
function withConversation(tool: AgentTool): AgentTool {
  const properties = tool.inputSchema.properties as Record<string, unknown>;
  if ('conversation' in properties) return tool;
  return {
    ...tool,
    inputSchema: {
      ...tool.inputSchema,
      properties: { ...properties, conversation: CONVERSATION },
    },
    call: (by, { conversation: _, ...input }) => tool.call(by, input),
  };
}
