export * from './authorizeOrchestrator';
export * from './createChildRuns';
export * from './createOrchestrator';
export * from './createRouter';
export * from './RunFeeds';
