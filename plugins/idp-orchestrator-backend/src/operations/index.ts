export * from './createChildRuns';
export * from './createPerform';
export * from './RunFeeds';
export * from './tools/createAgentTools';
export { SecretInputs } from './SecretInputs';
