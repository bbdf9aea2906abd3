/**
 * Runs the scripts of a platform as durable flows.
 *
 * @packageDocumentation
 */
export { idpOrchestratorPlugin as default } from './plugin';
