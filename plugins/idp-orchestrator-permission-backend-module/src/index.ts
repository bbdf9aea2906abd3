/**
 * Roles for the IDP Orchestrator, as a policy of Backstage's permission backend.
 *
 * @packageDocumentation
 */
export { permissionModule as default } from './permissionModule';
export * from './readRoles';
