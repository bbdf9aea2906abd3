/**
 * Roles for the IDP Orchestrator, as a policy of Backstage's permission backend
 * or as a part of another one.
 *
 * @packageDocumentation
 */
export { permissionModule as default } from './permissionModule';
export { OrchestratorRoles } from './OrchestratorRoles';
export type { RoleName } from './Role';
