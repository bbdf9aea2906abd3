export * from './bootstrapPlatform';
export * from './FlowCatalog';
export * from './FlowMaker';
export * from './platformOperations';
export { FlowFolder } from './files';
export * from './digest';
