export * from './authorization';
export * from './createChildRuns';
export * from './createOrchestrator';
export * from './createRouter';
export { limitRequests } from './limitRequests';
export { createCaller } from './readCaller';
export * from './recording';
export * from './RunFeeds';
