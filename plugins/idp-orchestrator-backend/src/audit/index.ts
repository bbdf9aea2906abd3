export * from './AuditLog';
export * from './chain';
export * from './scheduleAudit';
export * from './verifyAuditExport';
export * from './verifyRecord';
