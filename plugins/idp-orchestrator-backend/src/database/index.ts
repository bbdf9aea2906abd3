export * from './openDatabase';
export * from './databaseRunStore';
export * from './healthHistory';
export { createWorkerRegistry } from './operations/workers';
export * from './session';
