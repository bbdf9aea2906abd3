import * as z from 'zod';
import { startRunRequestSchema, type StartRunRequest } from '../api';
import { serviceHealthSchema } from '../health';

/** `start`, `stop` and `restart` change something; the others only look. */
export const OPERATIONS = [
  'start',
  'stop',
  'restart',
  'status',
  'health',
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** `services` names exactly those that are touched; all when empty. */
export const operateServicesRequestSchema = z.strictObject({
  operation: z.enum(OPERATIONS, `one of ${OPERATIONS.join(', ')}`),
  services: z
    .array(z.string('the name of a service'), 'a list of names of services')
    .max(1_000, 'at most 1000 services')
    .default([]),
  environment: startRunRequestSchema.shape.environment,
  dryRun: startRunRequestSchema.shape.dryRun,
  comprehensiveHealth: z.boolean('true or false').optional(),
  /** Stops a service that a critical one needs; wants a reason. */
  force: z.boolean('true or false').optional(),
  reason: startRunRequestSchema.shape.reason,
  idempotencyKey: startRunRequestSchema.shape.idempotencyKey,
  propose: startRunRequestSchema.shape.propose,
});

export type OperateServicesRequest = z.input<
  typeof operateServicesRequestSchema
>;

/** The flow that does all operations. */
export const PLATFORM_OPERATIONS = 'platform-operations';

/** An operation as it is started: a run of the flow `platform-operations`. */
export function toOperationRun({
  operation,
  services,
  comprehensiveHealth,
  force,
  ...request
}: OperateServicesRequest): StartRunRequest {
  const input = {
    operation,
    ...(services && { services }),
    ...(comprehensiveHealth !== undefined && {
      comprehensive_health: comprehensiveHealth,
    }),
    ...(force !== undefined && { force }),
  };
  return { ...request, input };
}

/** One service in a wave: how it is now, and what would be done to it. */
export const plannedServiceSchema = z.object({
  name: z.string(),
  title: z.string(),
  status: serviceHealthSchema.shape.status,
  reason: z.string().optional(),
  /** Whether there is nothing to do, because it is as it should be. */
  nothingToDo: z.boolean(),
  text: z.string(),
});

/** Services that are worked on at the same time; the next wave waits for them. */
export const operationWaveSchema = z.object({
  /** From 1. */
  number: z.number().int(),
  act: z.enum(['start', 'stop', 'restart', 'look']),
  services: z.array(plannedServiceSchema),
});

/** What an operation would do, and what else it would touch; nothing is changed. */
export const operationPlanSchema = z.object({
  operation: z.enum(OPERATIONS),
  environment: z.string(),
  waves: z.array(operationWaveSchema),
  /** Services that are not operated but need one that is. */
  blastRadius: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      critical: z.boolean(),
      status: serviceHealthSchema.shape.status,
      /** Names of the operated services that it needs, through others too. */
      because: z.array(z.string()),
    }),
  ),
  /** Why it would not be started as it is asked for. */
  refusal: z.string().optional(),
});

export type PlannedService = z.infer<typeof plannedServiceSchema>;
export type OperationWave = z.infer<typeof operationWaveSchema>;
export type OperationPlan = z.infer<typeof operationPlanSchema>;
