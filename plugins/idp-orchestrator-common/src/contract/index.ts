export * from './contracts';
export type { Contract, ContractTerms, Refusal, Tag } from './defineContract';
export * from './errorBody';
export type { ParamNames } from './ParamNames';
export type { Route } from './Route';
export * from './routes';
export {
  feedPageSchema,
  feedPositionSchema,
  feedQuerySchema,
  logQuerySchema,
  type FeedQuery,
  type LogQuery,
} from './feed';
export {
  auditListSchema,
  auditSealListSchema,
  type AuditSealList,
} from './audit';
export { deliveryListSchema } from './deliveries';
export { flowListSchema } from './flows';
export { platformProblemSchema, type PlatformProblem } from './problems';
export { runActionListSchema } from './runActions';
export { runListSchema } from './runs';
export { serviceListSchema } from './services';
export { toolAnswerSchema, toolInputSchema, toolListSchema } from './tools';
export { windowListSchema } from './windows';
