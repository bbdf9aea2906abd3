export * from './bootstrapPlatform';
export * from './FlowCatalog';
export * from './digest';
export * from './nameNearest';
