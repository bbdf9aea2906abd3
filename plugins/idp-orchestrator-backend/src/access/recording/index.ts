export * from './about';
export { CallRecorder, type About } from './CallRecorder';
