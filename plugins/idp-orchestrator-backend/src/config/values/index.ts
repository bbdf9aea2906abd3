export * from './checkBlock';
export * from './durationSchema';
export * from './valueSchemas';
