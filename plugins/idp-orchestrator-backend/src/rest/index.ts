export * from './createClosedRouter';
export * from './createRouter';
export { limitRequests } from './limitRequests';
