import {
  agentRefusalSchema,
  answerRunRequestSchema,
  attemptSchema,
  actRequestSchema,
  auditEntrySchema,
  auditVerificationSchema,
  deliverySchema,
  flowProblemSchema,
  flowSummarySchema,
  initiatorSchema,
  operateServicesRequestSchema,
  operationPlanSchema,
  plannedStepSchema,
  platformHealthSchema,
  remainingPlanSchema,
  retryRunRequestSchema,
  runActionOfferSchema,
  runErrorSchema,
  runEventSchema,
  runPlanSchema,
  runSchema,
  runStatsSchema,
  runStepSchema,
  runContextSchema,
  serviceHealthSchema,
  serviceHistorySchema,
  serviceStateSchema,
  startedRunSchema,
  startRunRequestSchema,
  startTaskRequestSchema,
  toolSchema,
  waitingForSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { toolInputSchema } from '../../src/rest/toolRoutes';

const pageOf = (item: z.ZodType) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

const logChunkSchema = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  stepId: z.string(),
  attempt: z.number().int(),
  stream: z.enum(['stdout', 'stderr']),
  firstLine: z.number().int(),
  lines: z.array(z.string()),
});

const feedEntrySchema = z.union([
  z.object({ kind: z.literal('event'), event: runEventSchema }),
  z.object({ kind: z.literal('log'), chunk: logChunkSchema }),
]);

const logLineSchema = z.object({
  line: z.number().int(),
  at: z.iso.datetime(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
});

/** An error as Backstage tells it; of bad input with every problem. */
const errorSchema = z.object({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
    problems: z
      .array(
        z.object({ path: z.string(), expected: z.string(), got: z.string() }),
      )
      .optional(),
    ...agentRefusalSchema.partial().shape,
  }),
  response: z.object({ statusCode: z.number().int() }),
});

/** What calls send, by the names that the document gives it. */
export const REQUESTS = {
  StartRunRequest: startRunRequestSchema,
  StartTaskRequest: startTaskRequestSchema,
  ActRequest: actRequestSchema,
  RetryRunRequest: retryRunRequestSchema,
  AnswerRunRequest: answerRunRequestSchema,
  OperateServicesRequest: operateServicesRequestSchema,
  ToolInput: toolInputSchema,
} as const satisfies Record<string, z.ZodType>;

/** What calls get. */
export const ANSWERS = {
  Error: errorSchema,
  Flow: flowSummarySchema,
  FlowList: z.object({
    items: z.array(flowSummarySchema),
    problems: z.array(flowProblemSchema),
  }),
  Plan: runPlanSchema,
  PlannedStep: plannedStepSchema,
  StartedRun: startedRunSchema,
  Initiator: initiatorSchema,
  WaitingFor: waitingForSchema,
  RunError: runErrorSchema,
  Attempt: attemptSchema,
  RemainingPlan: remainingPlanSchema,
  Run: runSchema,
  RunStep: runStepSchema,
  RunContext: runContextSchema,
  RunList: pageOf(runSchema),
  Feed: pageOf(feedEntrySchema),
  ActList: z.object({ items: z.array(runActionOfferSchema) }),
  LogPage: z.object({
    items: z.array(logLineSchema),
    total: z.number().int(),
    nextFrom: z.number().int().optional(),
  }),
  ServiceHealth: serviceHealthSchema,
  Service: serviceStateSchema,
  ServiceList: z.object({ items: z.array(serviceStateSchema) }),
  ServiceHistory: serviceHistorySchema,
  OperationPlan: operationPlanSchema,
  PlatformHealth: platformHealthSchema,
  RunStats: runStatsSchema,
  AuditEntry: auditEntrySchema,
  AuditList: pageOf(auditEntrySchema),
  AuditVerification: auditVerificationSchema,
  Delivery: deliverySchema,
  DeliveryList: pageOf(deliverySchema),
  ToolList: z.object({ items: z.array(toolSchema) }),
  ToolAnswer: z.looseObject({}),
} as const satisfies Record<string, z.ZodType>;

export type RequestName = keyof typeof REQUESTS;
export type AnswerName = keyof typeof ANSWERS;

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 has them). What is used by several
 * stands once and is referred to.
 */
export function createComponents(): Record<string, unknown> {
  return {
    ...toJson(REQUESTS, 'input'),
    ...toJson(ANSWERS, 'output'),
  };
}

function toJson(
  schemas: Record<string, z.ZodType>,
  io: 'input' | 'output',
): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) {
    registry.add(schema, { id });
  }
  const made = z.toJSONSchema(registry, {
    io,
    uri: id => `#/components/schemas/${id}`,
    // What JSON cannot say (a transform, any value) is any value there.
    unrepresentable: 'any',
  });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, schema]) => [id, tidy(schema)]),
  );
}

function tidy(schema: object): object {
  const { $schema: _, $id: __, ...rest } = schema as Record<string, unknown>;
  return rest;
}
