export { AgentGuard, type AgentGuardOptions } from './AgentGuard';
export * from './AgentRules';
export * from './scheduleForgetting';
