export * from './allowedActions';
export * from './cancelRun';
export * from './pauseRun';
export * from './resumeRun';
export * from './retryRun';
export * from './approveRun';
export * from './rejectRun';
export * from './rerun';
