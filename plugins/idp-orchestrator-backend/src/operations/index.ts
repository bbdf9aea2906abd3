export * from './createChildRuns';
export * from './createOrchestrator';
export { createResolvedStarts } from './createStarts';
export * from './RunFeeds';
export { SecretInputs } from './SecretInputs';
