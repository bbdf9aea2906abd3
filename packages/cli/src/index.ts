/**
 * The command line of the IDP Orchestrator.
 *
 * @packageDocumentation
 */
export { main } from './main';
