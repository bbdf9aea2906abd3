export * from './StepContext';
export * from './describePlan';
export * from './reasonOf';
export * from './runInTemplate';
