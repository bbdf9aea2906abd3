export * from './getStats';
