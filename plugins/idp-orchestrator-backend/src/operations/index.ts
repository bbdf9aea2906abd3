export * from './createChildRuns';
export * from './createOrchestrator';
export { createResolvedStarts } from './createStarts';
export * from './RunFeeds';
export { SecretInputs } from './SecretInputs';
export { BINDINGS } from './bindings';
export type { AnswerKind, Binding, Uses } from './bind';
