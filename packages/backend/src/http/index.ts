export * from './httpServer';
