export { CallRecorder } from './CallRecorder';
export * from './recordOrchestrator';
