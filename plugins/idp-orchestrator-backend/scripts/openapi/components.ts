import {
  CONTRACTS,
  actRequestSchema,
  annotationSchema,
  answerRunRequestSchema,
  answerSchema,
  approvalRuleSchema,
  attemptSchema,
  auditEntrySchema,
  auditListSchema,
  auditSealListSchema,
  auditSealSchema,
  auditVerificationSchema,
  deliveryListSchema,
  deliverySchema,
  errorBodySchema,
  feedPageSchema,
  flowListSchema,
  flowSummarySchema,
  initiatorSchema,
  logPageSchema,
  operateServicesRequestSchema,
  operationPlanSchema,
  plannedStepSchema,
  progressSchema,
  platformHealthSchema,
  remainingPlanSchema,
  retryRunRequestSchema,
  runActionListSchema,
  runContextSchema,
  outputGapSchema,
  runErrorSchema,
  runEventSchema,
  runListSchema,
  runPlanSchema,
  runSchema,
  runStatsSchema,
  runStepSchema,
  runSummarySchema,
  sealCheckSchema,
  sealKeySchema,
  serviceHealthSchema,
  serviceHistorySchema,
  serviceListSchema,
  serviceStateSchema,
  startedRunSchema,
  startRunRequestSchema,
  startTaskRequestSchema,
  toolAnswerSchema,
  toolInputSchema,
  toolListSchema,
  usageSchema,
  waitingForSchema,
  type Contract,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';

type Named = Record<string, z.ZodType>;

/** Names for what calls send; what has none is named after its operation. */
const REQUESTS: Named = {
  StartRunRequest: startRunRequestSchema,
  StartTaskRequest: startTaskRequestSchema,
  ActRequest: actRequestSchema,
  RetryRunRequest: retryRunRequestSchema,
  AnswerRunRequest: answerRunRequestSchema,
  OperateServicesRequest: operateServicesRequestSchema,
  ToolInput: toolInputSchema,
};

/** Names for what calls get, and for what several of them have in common. */
const ANSWERS: Named = {
  Error: errorBodySchema,
  Flow: flowSummarySchema,
  FlowList: flowListSchema,
  Plan: runPlanSchema,
  PlannedStep: plannedStepSchema,
  StartedRun: startedRunSchema,
  Initiator: initiatorSchema,
  WaitingFor: waitingForSchema,
  OutputGap: outputGapSchema,
  RunError: runErrorSchema,
  RunEvent: runEventSchema,
  ...nameEvents(),
  Attempt: attemptSchema,
  Progress: progressSchema,
  Annotation: annotationSchema,
  ApprovalRule: approvalRuleSchema,
  Answer: answerSchema,
  Usage: usageSchema,
  RemainingPlan: remainingPlanSchema,
  Run: runSchema,
  RunStep: runStepSchema,
  RunContext: runContextSchema,
  RunSummary: runSummarySchema,
  RunList: runListSchema,
  Feed: feedPageSchema,
  ActionList: runActionListSchema,
  LogPage: logPageSchema,
  ServiceHealth: serviceHealthSchema,
  Service: serviceStateSchema,
  ServiceList: serviceListSchema,
  ServiceHistory: serviceHistorySchema,
  OperationPlan: operationPlanSchema,
  PlatformHealth: platformHealthSchema,
  RunStats: runStatsSchema,
  AuditEntry: auditEntrySchema,
  AuditList: auditListSchema,
  AuditVerification: auditVerificationSchema,
  AuditSeal: auditSealSchema,
  AuditSealList: auditSealListSchema,
  SealCheck: sealCheckSchema,
  SealKey: sealKeySchema,
  Delivery: deliverySchema,
  DeliveryList: deliveryListSchema,
  ToolList: toolListSchema,
  ToolAnswer: toolAnswerSchema,
};

const BODIES = nameAll(REQUESTS, ({ body }) => body, 'Request');
const RESULTS = nameAll(ANSWERS, ({ answer }) => answer, 'Answer');

/** Names the kinds of events after their types: `run.created` is `RunCreatedEvent`. */
function nameEvents(): Named {
  const { options } = runEventSchema as unknown as z.ZodUnion<
    Array<z.ZodObject<{ type: z.ZodLiteral<string> }>>
  >;
  const named = options.map(event => {
    const words = event.shape.type.value.split('.').map(capitalize);
    return [`${words.join('')}Event`, event];
  });
  return Object.fromEntries(named);
}

/** The names that there are, and for every other schema one after its operation. */
function nameAll(
  named: Named,
  pick: (contract: Contract) => z.ZodType | undefined,
  suffix: string,
): Named {
  const all = { ...named };
  for (const contract of Object.values<Contract>(CONTRACTS)) {
    const schema = pick(contract);
    if (!schema || Object.values(all).includes(schema)) continue;
    const { id } = contract;
    all[`${capitalize(id)}${suffix}`] = schema;
  }
  return all;
}

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 has them). What is used by several
 * stands once and is referred to.
 */
export function createComponents(): Record<string, unknown> {
  return {
    ...toJson(BODIES, 'input'),
    ...toJson(RESULTS, 'output'),
  };
}

/** A reference to the schema of a body or an answer. */
export function refer(schema: z.ZodType): { $ref: string } {
  const named = Object.entries({ ...BODIES, ...RESULTS });
  const found = named.find(([, other]) => other === schema);
  if (!found) throw new Error('A body or an answer has no name in components');
  return { $ref: `#/components/schemas/${found[0]}` };
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

function capitalize(word: string): string {
  return `${word[0].toUpperCase()}${word.slice(1)}`;
}
