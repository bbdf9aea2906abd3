import * as z from 'zod';
import { startRunRequestSchema, type StartRunRequest } from '../api';
import { serviceHealthSchema } from '../health';

/**
 * The operations of services: `start`, `stop` and `restart` change something;
 * the others only look.
 *
 * @public
 */
export const OPERATIONS = [
  'start',
  'stop',
  'restart',
  'status',
  'health',
] as const;

/** @public */
export type Operation = (typeof OPERATIONS)[number];

/**
 * The request for an operation of services.
 *
 * @public
 */
export const operateServicesRequestSchema = z.strictObject({
  operation: z
    .enum(OPERATIONS, `one of ${OPERATIONS.join(', ')}`)
    .describe('What is done; `status` and `health` only look.'),
  services: z
    .array(z.string('the name of a service'), 'a list of names of services')
    .max(1_000, 'at most 1000 services')
    .default([])
    .describe('Exactly those that are touched; all when empty.'),
  environment: startRunRequestSchema.shape.environment,
  dryRun: startRunRequestSchema.shape.dryRun,
  comprehensiveHealth: z
    .boolean('true or false')
    .optional()
    .describe(
      'Whether each service is asked anew at the end, and warned of when it is not well.',
    ),
  force: z
    .boolean('true or false')
    .optional()
    .describe(
      'Whether it stops what a critical service needs; wants a reason.',
    ),
  until: z.iso
    .datetime({ offset: true, error: 'a time in ISO 8601, with its offset' })
    .optional()
    .describe(
      'Only with `stop`: until when the services are meant to be stopped; from then on they need attention. For ever when absent.',
    ),
  reason: startRunRequestSchema.shape.reason,
  idempotencyKey: startRunRequestSchema.shape.idempotencyKey,
  propose: startRunRequestSchema.shape.propose,
  planDigest: startRunRequestSchema.shape.planDigest,
});

/** @public */
export type OperateServicesRequest = z.input<
  typeof operateServicesRequestSchema
>;

/**
 * The id of the flow that does all operations.
 *
 * @public
 */
export const PLATFORM_OPERATIONS = 'platform-operations';

/**
 * Converts the request for an operation into that for a run of the flow
 * `platform-operations`.
 *
 * @public
 */
export function toOperationRun({
  operation,
  services,
  comprehensiveHealth,
  force,
  until,
  planDigest: _,
  ...request
}: OperateServicesRequest): StartRunRequest {
  const input = {
    operation,
    ...(services && { services }),
    ...(comprehensiveHealth !== undefined && {
      comprehensive_health: comprehensiveHealth,
    }),
    ...(force !== undefined && { force }),
    ...(until !== undefined && { until }),
  };
  return { ...request, input };
}

/**
 * A service in a wave: how it is now, and what would be done to it.
 *
 * @public
 */
export const plannedServiceSchema = z.object({
  name: z.string().describe('The name of the service.'),
  title: z.string().describe('Shown to people.'),
  status: serviceHealthSchema.shape.status,
  reason: z.string().optional().describe('Why it is not healthy.'),
  nothingToDo: z
    .boolean()
    .describe('Whether there is nothing to do, because it is as it should be.'),
  text: z.string().describe('What would be done, for people.'),
});

/**
 * The services that are worked on at the same time; the next wave waits for
 * them.
 *
 * @public
 */
export const operationWaveSchema = z.object({
  number: z.number().int().describe('From 1.'),
  act: z
    .enum(['start', 'stop', 'restart', 'look'])
    .describe('What is done in this wave.'),
  services: z
    .array(plannedServiceSchema)
    .describe('The services that are worked on at the same time.'),
});

/**
 * The plan of an operation: what it would do, and what else it would touch;
 * nothing is changed.
 *
 * @public
 */
export const operationPlanSchema = z.object({
  operation: z.enum(OPERATIONS).describe('What would be done.'),
  environment: z.string().describe('The environment.'),
  waves: z
    .array(operationWaveSchema)
    .describe('One after another, each when the one before is over.'),
  blastRadius: z
    .array(
      z.object({
        name: z.string().describe('The name of the service.'),
        title: z.string().describe('Shown to people.'),
        critical: z.boolean().describe('Whether it is a critical one.'),
        status: serviceHealthSchema.shape.status,
        because: z
          .array(z.string())
          .describe(
            'Names of the operated services that it needs, through others too.',
          ),
      }),
    )
    .describe('Services that are not operated but need one that is.'),
  refusal: z
    .string()
    .optional()
    .describe('Why it would not be started as it is asked for.'),
  digest: z
    .string()
    .describe(
      'SHA-256 of which service gets what done, in which order; however the services are meanwhile.',
    ),
});

/** @public */
export type PlannedService = z.infer<typeof plannedServiceSchema>;
/** @public */
export type OperationWave = z.infer<typeof operationWaveSchema>;
/** @public */
export type OperationPlan = z.infer<typeof operationPlanSchema>;
