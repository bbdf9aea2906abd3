export * from './byteSizeSchema';
export * from './checkBlock';
export * from './durationSchema';
export * from './valueSchemas';
