export * from './OrchestratorClient';
export type { Connection, WatchRunOptions } from './watchFeed';
