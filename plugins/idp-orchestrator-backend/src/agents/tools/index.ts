export * from './AgentTool';
export * from './createTools';
