/**
 * The parts that others extend IDP Orchestrator with: flows, step types, the
 * extension point that takes them, and the ids of the spans of runs.
 *
 * @packageDocumentation
 */
export * from './defineFlow';
export * from './StepType';
export * from './extensionPoint';
export * from './runSpanIds';
