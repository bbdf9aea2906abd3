export * from './starts/createChildRuns';
export * from './createPerform';
export * from './feed/RunFeeds';
export * from './tools/createAgentTools';
export { SecretInputs } from './runs/SecretInputs';
