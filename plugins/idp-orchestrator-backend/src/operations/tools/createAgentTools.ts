import { NotFoundError } from '@backstage/errors';
import {
  PLATFORM_OPERATIONS,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { lazy } from '../../waiting/lazy';
import { listFlows } from '../flows/listFlows';
import type { Operation } from '../Operation';
import type { AgentTool, AgentTools } from './AgentTools';
import { conversationSchema } from './fields';
import type { OperationTool } from './OperationTool';
import { createRunTool } from './runTool';
import { toToolSchema } from './toToolSchema';
import { withoutColours } from './withoutColours';
import { withoutNulls } from './withoutNulls';

type Schema = AgentTool['inputSchema'];

const getConversation = lazy(() => toToolSchema(conversationSchema));

/** Makes the tools of agents from the table of operations. */
export function createAgentTools(operations: Operation[]): AgentTools {
  const fixed = operations.flatMap(operation =>
    operation.tool ? [toAgentTool(operation, operation.tool)] : [],
  );
  const ofFlows = (flows: FlowSummary[]) =>
    flows
      .filter(({ kind }) => kind === 'flow')
      .map(createRunTool)
      .map(toCallable);
  const list: AgentTools['list'] = flows => [
    ...fixed,
    // operate-services is the tool of that one.
    ...ofFlows(flows.filter(({ id }) => id !== PLATFORM_OPERATIONS)),
  ];
  return {
    fixed,
    list,
    async find({ perform, caller }, name) {
      const own = fixed.find(tool => tool.name === name);
      if (own) return own;
      const { items } = await perform(listFlows, caller, {});
      const found = ofFlows(items).find(tool => tool.name === name);
      if (found) return found;
      const names = list(items)
        .map(tool => tool.name)
        .join(', ');
      throw new NotFoundError(
        `There is no tool ${name} that you may use. Those that there are: ${names}`,
      );
    },
  };
}

function toAgentTool(
  operation: Operation,
  { use, getInputSchema, ...tool }: OperationTool<object, unknown>,
): AgentTool {
  return takeConversation(tool, getInputSchema, ({ perform, caller }, given) =>
    use(given, input => perform(operation, caller, input)),
  );
}

function toCallable({ inputSchema, call, ...tool }: AgentTool): AgentTool {
  return takeConversation(tool, () => inputSchema, call);
}

/**
 * Lets a tool take the conversation that it is called in, which belongs to the
 * caller, and fields that are null to leave them out.
 */
function takeConversation(
  tool: Omit<AgentTool, 'inputSchema' | 'call'>,
  getOwnSchema: () => Schema,
  call: AgentTool['call'],
): AgentTool {
  const getSchema = lazy(() => withConversation(getOwnSchema()));
  // Starts are most of what is on record, and many tools make a long list.
  const getListed = lazy(() => {
    const own = getOwnSchema();
    return starts(own) ? getSchema() : own;
  });
  return {
    ...tool,
    get inputSchema() {
      return getListed();
    },
    async call(by, given) {
      const { conversation: _, ...input } = withoutNulls(
        getSchema(),
        given,
      ) as typeof given;
      return finish(await call(by, input));
    },
  };
}

/** Whether a tool starts a run, which is what a key to repeat it by is for. */
function starts({ properties }: Schema): boolean {
  return 'idempotencyKey' in Object(properties);
}

/** Every answer says what may be done next, and has no colours of terminals. */
function finish(answer: object): object {
  return withoutColours({ nextActions: [], ...answer }) as object;
}

function withConversation(schema: Schema): Schema {
  const properties = schema.properties as Schema;
  const conversation = getConversation();
  return { ...schema, properties: { ...properties, conversation } };
}
