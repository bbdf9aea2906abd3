export * from './describePlan';
export * from './runInTemplate';
export * from './StepContext';
