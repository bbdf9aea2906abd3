/**
 * The vocabulary of IDP Orchestrator, for browser and Node: schemas and types
 * of flow, run, event and health, the fold of a run, and the HTTP client.
 *
 * @packageDocumentation
 */
export * from './byteSize';
export * from './duration';
export * from './problem';
export * from './wordsOfKeyword';
export * from './flow';
export * from './run';
export * from './health';
export * from './permissions';
export * from './api';
export * from './actRequests';
export * from './plan';
export * from './planTotals';
export * from './logPage';
export * from './service';
export * from './audit';
export * from './delivery';
export * from './agent';
export * from './stats';
export * from './search';
export * from './window';
export * from './schedule';
export * from './contract';
export * from './client';
