export * from './FlowFolder';
export * from './chooseFileFlows';
export type { FileFlow, ReadFlows } from './parseFlowFile';
