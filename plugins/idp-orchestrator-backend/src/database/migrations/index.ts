export * from './migrate';
export { NewerDatabaseError } from './NewerDatabaseError';
