export * from './listAudit';
export * from './verifyAudit';
export * from './exportAudit';
