export * from './createChildRuns';
export * from './createOrchestrator';
export * from './RunFeeds';
export { BINDINGS } from './bindings';
export type { AnswerKind, Binding, Uses } from './bind';
