export * from './listRuns';
export * from './getRun';
export * from './getRunContext';
export * from './getRemainingPlan';
export * from './getStep';
