export * from './authorizeOrchestrator';
export * from './createOrchestrator';
export * from './createRouter';
export * from './RunFeeds';
