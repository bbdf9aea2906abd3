export * from './openDatabase';
export * from './databaseRunStore';
