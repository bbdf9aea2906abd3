export * from './bootstrapPlatform';
export * from './FlowCatalog';
export { FlowFolder } from './files';
export * from './digest';
export * from './nameNearest';
