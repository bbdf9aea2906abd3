export * from './recordOrchestrator';
