export * from './risk';
export * from './FlowDefinition';
export * from './checkFlow';
export * from './secretInput';
