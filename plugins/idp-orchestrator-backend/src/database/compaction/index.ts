export { FORMAT } from './codec';
export * from './readParts';
export * from './runState';
export { UnreadableRunError } from './UnreadableRunError';
