export * from './Write';
export * from './createWriter';
