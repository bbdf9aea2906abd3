export * from './notifyOfRuns';
export * from './publishRuns';
export * from './RunTeller';
