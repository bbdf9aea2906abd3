export * from './startTask';
