export * from './RunWorker';
export * from './RunNotifier';
export * from './LeaseKeeper';
export { systemClock } from '../waiting/systemClock';
export * from './attemptHost';
export * from './Retention';
export * from './scheduleRetention';
export * from './scheduleStatistics';
