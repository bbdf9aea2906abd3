export * from './RunDispatcher';
export * from './workerIdentity';
export * from './WorkerHeartbeat';
