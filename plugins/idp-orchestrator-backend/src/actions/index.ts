export * from './AgentActions';
