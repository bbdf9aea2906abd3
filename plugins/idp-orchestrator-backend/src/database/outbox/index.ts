export * from './databaseOutbox';
export * from './newsRows';
