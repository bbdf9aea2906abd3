// Ports know them, so that whoever is handed services can name them.
export type {
  Probe,
  ServiceControl,
  ServiceDefinition,
  ServiceInventory,
} from '../ports';
export * from './ServiceFields';
export * from './PlatformServices';
export { aliasesOf, namesMeant } from './aliases';
export * from './waves';
export { PROBE_LIMIT_MS } from './createService';
export * from './catalog';
export * from './decideOperation';
export * from './requireSensibleEnd';
export * from './fixedReason';
