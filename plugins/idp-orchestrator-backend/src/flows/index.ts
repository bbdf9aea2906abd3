export * from './CatalogFlow';
export * from './FlowCatalog';
export * from './FlowMaker';
export * from './platformOperations';
export { FlowFolder } from './files';
export * from './digest';
export * from './ownNames';
export * from './taskArguments';
