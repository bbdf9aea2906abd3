export * from './AgentActions';
export { listTools } from './tools';
