export * from './AuditSealer';
