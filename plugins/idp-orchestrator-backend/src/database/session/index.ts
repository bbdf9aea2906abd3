export * from './PostgresSession';
export * from './SessionRunRelay';
export * from './openReplicas';
