export * from './AuditEntry';
export * from './AuditSeal';
