import * as z from 'zod';
import { toolSchema } from '../agent';
import { defineContract } from './defineContract';

/** @public */
export const toolListSchema = z.object({
  items: z.array(toolSchema).describe('Every tool that this caller may see.'),
});

/**
 * The input of a tool, which is the one body that is not strict: each tool
 * checks its own input, and refuses names that it does not know.
 *
 * @public
 */
export const toolInputSchema = z
  .looseObject(
    {
      conversation: z
        .string('a text')
        .nullish()
        .describe('The conversation of the agent, kept in the record.'),
    },
    'an object',
  )
  .describe("The tool's input, as its `inputSchema` says.");

/** @public */
export const toolAnswerSchema = z
  .looseObject({})
  .describe(
    'What the tool found or did; its description says what comes back.',
  );

export const listTools = defineContract('listTools', {
  method: 'get',
  path: '/tools',
  tag: 'Tools',
  summary:
    'Flows and queries as tools for agent frameworks, the same as over MCP',
  permission: '`idpOrchestrator.flow.read`',
  answer: toolListSchema,
  example: {},
});

export const callTool = defineContract('callTool', {
  method: 'post',
  path: '/tools/:name',
  tag: 'Tools',
  summary: 'Calls a tool with its input',
  permission: 'the permission of what the tool does',
  params: {
    name: z.string().describe('The name of a tool, from `GET /tools`.'),
  },
  body: toolInputSchema,
  answer: toolAnswerSchema,
  refusals: [404, 409],
  example: {
    params: { name: 'list-flows' },
    body: { conversation: 'Set up the platform' },
  },
});
