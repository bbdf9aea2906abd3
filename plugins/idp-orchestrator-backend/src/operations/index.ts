export * from './starts/createChildRuns';
export * from './starts/createScheduledStarts';
export * from './createPerform';
export * from './feed/RunFeeds';
export * from './tools/createAgentTools';
export { SecretInputs } from './runs/SecretInputs';
