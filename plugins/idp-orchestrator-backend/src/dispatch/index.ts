export * from './InProcessDispatcher';
export * from './workerIdentity';
