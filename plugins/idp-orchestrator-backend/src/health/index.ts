export * from './platformHealth';
