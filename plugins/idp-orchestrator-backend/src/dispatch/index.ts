export * from './InProcessDispatcher';
export * from './PgBossDispatcher';
export * from './workerIdentity';
export * from './createDispatcher';
export * from './WorkerHeartbeat';
