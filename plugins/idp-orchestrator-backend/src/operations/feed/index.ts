export * from './watchRun';
export * from './readLogs';
export * from './downloadBundle';
