export * from './listFlows';
export * from './getFlow';
export * from './startRun';
export * from './planRun';
