export * from './OrchestratorClient';
export type { Connection, WatchOptions } from './readEventStream';
export type { CallOptions, OrchestratorClientOptions } from './RestConnection';
export type { WatchRunOptions } from './watchFeed';
export type { WatchHealthOptions } from './watchHealth';
export * from './untilReachable';
