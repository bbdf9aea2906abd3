import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { authFactory } from '../../__testUtils__/authFactory';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

type TestOptions = Parameters<typeof startTestOrchestrator>[0];

export interface AgentBackend extends TestOrchestrator {
  /** Connects an agent's client with a token; whoever does closes it. */
  connect(token: string): Promise<AgentClient>;
  /** Sends a request to REST or to Windmill's door. */
  send(
    path: string,
    init?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; body: Record<string, unknown>; text: string }>;
}

export interface AgentClient {
  mcp: Client;
  /** Calls a tool of ours and gives its answer; throws what it refuses by. */
  call(
    name: string,
    input?: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Starts the orchestrator with Backstage's own MCP server, in one backend. */
export async function startAgentBackend(
  options: TestOptions,
): Promise<AgentBackend> {
  const idp = await startTestOrchestrator({
    ...options,
    services: [
      actionsRegistryServiceFactory,
      actionsServiceFactory,
      authFactory,
      httpAuthServiceFactory,
      ...(options.services ?? []),
    ],
    features: [mcpPlugin, ...(options.features ?? [])],
    root: {
      backend: { actions: { pluginSources: ['idp-orchestrator'] } },
      ...options.root,
    },
  });
  const root = new URL(idp.url).origin;
  return {
    ...idp,
    connect: token => connectAgent(`${root}/api/mcp-actions/v1`, token),
    async send(path, { token = idp.token, body, headers } = {}) {
      const response = await fetch(`${root}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        text,
        body: isJson ? JSON.parse(text) : {},
      };
    },
  };
}

const PREFIX = 'idp-orchestrator.';

export async function connectAgent(
  url: string,
  token: string,
): Promise<AgentClient> {
  const mcp = new Client({ name: 'test-agent', version: '1.0.0' });
  await mcp.connect(
    new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  // A backend may leave the prefix of names out.
  const { tools } = await mcp.listTools();
  const isNamespaced = tools.some(({ name }) => name.startsWith(PREFIX));
  const prefix = isNamespaced ? PREFIX : '';
  return {
    mcp,
    async call(name, input = {}) {
      const result = (await mcp.callTool({
        name: prefix + name,
        arguments: input,
      })) as CallToolResult;
      const [content] = result.content;
      const text = content.type === 'text' ? content.text : '';
      if (result.isError) throw new Error(text);
      return JSON.parse(text) as Record<string, unknown>;
    },
    close: () => mcp.close(),
  };
}
