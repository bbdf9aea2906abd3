export * from './createRouter';
export { limitRequests } from './limitRequests';
