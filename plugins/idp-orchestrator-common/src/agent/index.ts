export * from './AgentRefusal';
export * from './AgentTool';
