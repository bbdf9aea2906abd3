export * from './execution/RunWorker';
export * from './RunNotifier';
export * from './execution/LeaseKeeper';
export { systemClock } from '../waiting/systemClock';
export * from './execution/attemptHost';
export * from './upkeep/Retention';
export * from './upkeep/scheduleRetention';
export * from './upkeep/scheduleStatistics';
