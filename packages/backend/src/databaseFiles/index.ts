export * from './privateDatabaseFiles';
