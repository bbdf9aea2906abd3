export * from './FlowFolder';
export * from './chooseFileFlows';
export type { FileSchedule, FileWindow } from './FileDocument';
export type { FileFlow, ReadFlows } from './parseFlowFile';
