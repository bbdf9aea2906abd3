export * from './DatabaseAvailability';
export * from './guardPort';
export * from './DatabaseFileWatch';
