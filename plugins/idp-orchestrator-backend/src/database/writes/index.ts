export * from './Write';
export * from './createWriter';
export * from './sharedWriter';
export * from './Gatherer';
