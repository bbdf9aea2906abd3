export { FORMAT } from './codec';
export * from './readParts';
export * from './runState';
