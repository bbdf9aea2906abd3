/**
 * What others extend IDP Orchestrator with: flows, step types, and the
 * extension point that takes them.
 *
 * @packageDocumentation
 */
export * from './defineFlow';
export * from './StepType';
export * from './extensionPoint';
