import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Stack } from '../tools/stack/Stack.mjs';

/** What an agent calls over MCP, with the token that programs have. */
export async function callTool(
  stack: Stack,
  name: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const client = new Client({ name: 'helpful-agent', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL(`${stack.backendUrl}/api/mcp-actions/v1`),
      { requestInit: { headers: { authorization: `Bearer ${stack.token}` } } },
    ),
  );
  try {
    const answer = await client.callTool({
      name,
      arguments: input,
    });
    const [content] = answer.content as Array<{ text: string }>;
    if (answer.isError) throw new Error(content.text);
    return JSON.parse(content.text);
  } finally {
    await client.close();
  }
}
