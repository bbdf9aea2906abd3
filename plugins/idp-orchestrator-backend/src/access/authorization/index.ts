export * from './authorizeOrchestrator';
export { requireVisible } from './authorizeRuns';
export { PermissionGate } from './PermissionGate';
export * from './permissionRules';
export { isRefusal } from './refusals';
export * from './registerPermissions';
export { StartAuthorizer } from './StartAuthorizer';
