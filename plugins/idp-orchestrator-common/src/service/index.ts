export * from './Service';
export * from './Operation';
