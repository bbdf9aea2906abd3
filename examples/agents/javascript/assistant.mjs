// An assistant for the platform in JavaScript: LangChain's MCP adapters bring
// the tools of the orchestrator, LangGraph asks the model what to do with them.
//
//   node examples/agents/javascript/assistant.mjs "check the health of all platform services"
import { pathToFileURL } from 'node:url';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { ScriptedModel } from './ScriptedModel.mjs';

const QUESTIONS = [
  'Set up the complete platform for development',
  'Check the health of all platform services',
  "Restart Backstage and check if it's running",
  'Deploy a new version of the monitoring stack',
];

const NO_TOKEN =
  'IDP_API_TOKEN is not set: expected a token of the backend, which `npm start` keeps in .data/api-token (export IDP_API_TOKEN="$(cat .data/api-token)")';

/** The answers to some questions, one after the other. */
export async function ask(questions, { url, token, onCall = () => {} }) {
  // A real model: `npm install @langchain/anthropic`, and here
  // `const model = new ChatAnthropic({ model: 'claude-sonnet-4-5' });`
  const model = new ScriptedModel();
  const client = new MultiServerMCPClient({
    mcpServers: {
      idp: {
        transport: 'http',
        url: `${url}/api/mcp-actions/v1`,
        headers: { authorization: `Bearer ${token}` },
      },
    },
  });
  try {
    const tools = await client.getTools();
    const agent = createReactAgent({ llm: model, tools });
    const answers = [];
    for (const question of questions) {
      const { messages } = await agent.invoke(
        { messages: [{ role: 'user', content: question }] },
        // A long run is waited for several times.
        { recursionLimit: 1_000 },
      );
      messages.flatMap(({ tool_calls = [] }) => tool_calls).forEach(onCall);
      answers.push(messages.at(-1).text);
    }
    return answers;
  } finally {
    await client.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = process.argv.slice(2);
  const questions = given.length > 0 ? given : QUESTIONS;
  const token = process.env.IDP_API_TOKEN;
  if (!token) throw new Error(NO_TOKEN);
  const answers = await ask(questions, {
    url: process.env.IDP_URL ?? 'http://localhost:7007',
    token,
    onCall: ({ name, args }) =>
      console.log(`  ${name} ${JSON.stringify(args)}`),
  });
  answers.forEach(answer => console.log(answer));
}
