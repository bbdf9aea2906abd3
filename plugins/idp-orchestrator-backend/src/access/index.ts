export * from './agents';
export * from './authorization';
export { createCallers } from './createCaller';
export * from './recording';
