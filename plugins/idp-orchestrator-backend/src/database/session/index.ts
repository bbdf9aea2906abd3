export * from './PostgresSession';
export * from './SessionRunRelay';
