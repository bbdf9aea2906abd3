export * from './RunStats';
