import { NotFoundError } from '@backstage/errors';
import { listFlows } from '../flows/listFlows';
import type { Operation } from '../Operation';
import type { AgentTool, AgentTools } from './AgentTools';
import { conversationSchema } from './fields';
import type { OperationTool } from './OperationTool';
import { createRunTool } from './runTool';
import { toToolSchema } from './toToolSchema';
import { withoutNulls } from './withoutNulls';

const CONVERSATION = toToolSchema(conversationSchema);

/** Makes the tools of agents from the table of operations. */
export function createAgentTools(operations: Operation[]): AgentTools {
  const fixed = operations
    .flatMap(operation =>
      operation.tool ? [toAgentTool(operation, operation.tool)] : [],
    )
    .map(toCallable);
  const list: AgentTools['list'] = flows => {
    const runnable = flows.filter(({ kind }) => kind === 'flow');
    return [...fixed, ...runnable.map(createRunTool).map(toCallable)];
  };
  return {
    list,
    async find({ perform, caller }, name) {
      const own = fixed.find(tool => tool.name === name);
      if (own) return own;
      const { items } = await perform(listFlows, caller, {});
      const tools = list(items);
      const found = tools.find(tool => tool.name === name);
      if (found) return found;
      const names = tools.map(tool => tool.name).join(', ');
      throw new NotFoundError(
        `There is no tool ${name} that you may use. Those that there are: ${names}`,
      );
    },
  };
}

function toAgentTool(
  operation: Operation,
  { use, ...tool }: OperationTool<object, unknown>,
): AgentTool {
  return {
    ...tool,
    call: ({ perform, caller }, given) =>
      use(given, input => perform(operation, caller, input)),
  };
}

/**
 * Lets a tool take the conversation that it is called in, which belongs to the
 * caller, and fields that are null to leave them out.
 */
function toCallable(tool: AgentTool): AgentTool {
  const properties = tool.inputSchema.properties as Record<string, unknown>;
  const inputSchema = {
    ...tool.inputSchema,
    properties: { ...properties, conversation: CONVERSATION },
  };
  return {
    ...tool,
    inputSchema,
    call(by, given) {
      const { conversation: _, ...input } = withoutNulls(
        inputSchema,
        given,
      ) as typeof given;
      return tool.call(by, input);
    },
  };
}
