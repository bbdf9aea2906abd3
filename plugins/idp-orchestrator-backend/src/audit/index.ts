export * from './AuditLog';
export * from './chain';
export * from './scheduleAudit';
export * from './seals';
export * from './verifyAuditExport';
export * from './verifyRecord';
