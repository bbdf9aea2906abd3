export * from './ServiceDefinition';
export * from './ServiceFields';
export * from './PlatformServices';
export * from './waves';
export { PROBE_LIMIT_MS } from './createService';
export * from './catalog';
export * from './decideOperation';
export * from './whyFixed';
