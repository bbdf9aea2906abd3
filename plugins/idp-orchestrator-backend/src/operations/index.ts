export * from './createChildRuns';
export * from './createOrchestrator';
export * from './RunFeeds';
