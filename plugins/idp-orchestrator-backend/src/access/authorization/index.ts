export * from './authorizeOrchestrator';
export * from './permissionRules';
export * from './registerPermissions';
export { isRefusal } from './refusals';
