export type { Term } from './condition';
export { PermissionGate } from './PermissionGate';
export * from './permissionRules';
export { isRefusal } from './refusals';
export * from './registerPermissions';
export type { FlowTrait, ServiceTrait, StartTrait } from './resources';
export { StartAuthorizer } from './StartAuthorizer';
