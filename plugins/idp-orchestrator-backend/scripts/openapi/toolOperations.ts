import type { Operation } from './Operation';

export const tools: Operation[] = [
  {
    method: 'get',
    path: '/tools',
    id: 'listTools',
    summary:
      'Flows and queries as tools for agent frameworks, the same as over MCP',
    permission: 'flow.read',
    answer: 'ToolList',
  },
  {
    method: 'post',
    path: '/tools/:name',
    id: 'callTool',
    summary:
      'Calls a tool with its input; needs the permission of what it does',
    body: 'ToolInput',
    answer: 'ToolAnswer',
  },
].map(operation => ({ tag: 'Tools', ...operation }) as Operation);
