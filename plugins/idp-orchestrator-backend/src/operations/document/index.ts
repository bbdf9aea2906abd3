export * from './getDocument';
