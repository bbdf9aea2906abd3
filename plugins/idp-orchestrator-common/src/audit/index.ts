export * from './AuditEntry';
