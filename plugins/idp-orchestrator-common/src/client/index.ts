export * from './OrchestratorClient';
export type { Connection, WatchOptions } from './readEventStream';
export type { WatchRunOptions } from './watchFeed';
export type { WatchHealthOptions } from './watchHealth';
