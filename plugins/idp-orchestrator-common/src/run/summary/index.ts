export * from './RunSummary';
