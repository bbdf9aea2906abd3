export * from './openDatabase';
export * from './databaseRunStore';
export { createWorkerRegistry } from './operations/workers';
export * from './session';
