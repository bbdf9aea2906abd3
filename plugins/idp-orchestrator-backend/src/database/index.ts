export * from './databaseRunStore';
export * from './healthHistory';
export * from './openDatabase';
export * from './runStatistics';
export * from './session';
export * from './sharedSecrets';
export { createDatabaseAuditStore } from './audit/databaseAuditStore';
export { createWorkerRegistry } from './operations/workers';
