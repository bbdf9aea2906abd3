export * from './Initiator';
export * from './StartingTemplate';
export * from './traceParent';
