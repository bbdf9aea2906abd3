export * from './Cause';
export * from './Initiator';
export * from './StartingTemplate';
export * from './titleOfInitiator';
export * from './traceParent';
