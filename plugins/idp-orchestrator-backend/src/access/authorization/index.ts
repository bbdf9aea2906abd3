export { PermissionGate } from './PermissionGate';
export * from './permissionRules';
export { isRefusal } from './refusals';
export * from './registerPermissions';
export { StartAuthorizer } from './StartAuthorizer';
