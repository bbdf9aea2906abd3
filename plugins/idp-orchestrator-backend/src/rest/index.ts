export * from './createClosedRouter';
export * from './RequestServers';
export * from './whileStopping';
export * from './createRouter';
export { limitRequests } from './limitRequests';
