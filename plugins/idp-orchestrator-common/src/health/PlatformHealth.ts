import * as z from 'zod';
import { initiatorSchema } from '../run/origin/Initiator';

const statusSchema = z
  .enum(['healthy', 'degraded', 'down', 'unknown'])
  .describe(
    'How it is; `unknown`: it could not be asked, which is not the same as `down`.',
  );

const probeSchema = z.object({
  kind: z
    .enum(['http', 'kubernetes', 'tcp', 'script'])
    .describe('How the service was asked.'),
  status: statusSchema,
  text: z.string().describe('What was seen, for people.'),
  latencyMs: z
    .number()
    .optional()
    .describe('How long the answer took, in milliseconds.'),
  isThere: z
    .boolean()
    .optional()
    .describe(
      'False: nothing is there at all, neither a listener nor a replica.',
    ),
});

/**
 * What somebody wants of a service: that it runs, or that it is stopped.
 *
 * @public
 */
export const wantedStateSchema = z
  .object({
    state: z.enum(['running', 'stopped']).describe('What is wanted of it.'),
    since: z.iso.datetime().describe('When that was done.'),
    by: initiatorSchema,
    reason: z.string().optional().describe('Why, as they said.'),
    until: z.iso
      .datetime()
      .optional()
      .describe('Until when it is meant to be stopped; for ever when absent.'),
    runId: z.string().describe('The run that did it.'),
    stepId: z.string().describe('The step of it that did.'),
  })
  .describe('What was last wanted of it, by a run that started or stopped it.');

/** @public */
export type WantedState = z.infer<typeof wantedStateSchema>;

/**
 * A run that has a service in its hands, so that nobody else should touch it.
 *
 * @public
 */
export const pendingOperationSchema = z
  .object({
    act: z
      .enum(['starting', 'stopping', 'restarting', 'changing'])
      .describe('What the run does to it; `changing`: one of these, or more.'),
    runId: z.string().describe('The run.'),
    runTitle: z.string().describe('What the run is called.'),
    stepId: z
      .string()
      .optional()
      .describe('The step of it that touched the service last.'),
    by: initiatorSchema,
    since: z.iso.datetime().describe('When the run began.'),
  })
  .describe('The run that starts, stops or changes it now.');

/** @public */
export type PendingOperation = z.infer<typeof pendingOperationSchema>;

/**
 * How a service differs from what people want of it, beside not being well.
 *
 * @public
 */
export const driftSchema = z
  .enum(['runs', 'overdue'])
  .describe(
    'How it is not as people left it, while no run has it: `runs`: it is up although it was stopped on purpose; `overdue`: it is down after the time until which it was to be stopped.',
  );

/** @public */
export type Drift = z.infer<typeof driftSchema>;

/**
 * The health of a service, with the reason.
 *
 * @public
 */
export const serviceHealthSchema = z
  .object({
    name: z.string().describe('The name of the service.'),
    title: z.string().describe('Shown to people.'),
    environment: z.string().optional().describe('The environment it is in.'),
    status: statusSchema,
    score: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe(
        '0 to 100, from what was really observed; absent when unknown.',
      ),
    url: z.string().optional().describe('Where people reach it.'),
    reason: z.string().optional().describe('Why it is not healthy.'),
    latencyMs: z
      .number()
      .optional()
      .describe('How long its answer took, in milliseconds.'),
    replicas: z
      .object({
        ready: z.number().int().describe('How many are ready.'),
        wanted: z.number().int().describe('How many there should be.'),
      })
      .optional()
      .describe('Its replicas, if it lives in a cluster.'),
    critical: z
      .boolean()
      .describe('Whether the platform is never healthy while it is down.'),
    dependsOn: z
      .array(z.string())
      .describe('Names of the services that it needs.'),
    waitsFor: z
      .array(z.string())
      .optional()
      .describe('Services that it needs and that are down.'),
    version: z.string().optional().describe('The version that runs.'),
    workload: z
      .object({
        kind: z.string().describe('For example `Deployment`.'),
        namespace: z.string().describe('Its namespace.'),
        name: z.string().describe('Its name.'),
      })
      .optional()
      .describe('What was found in the cluster, if it lives in one.'),
    probes: z.array(probeSchema).optional().describe('What each probe saw.'),
    since: z.iso
      .datetime()
      .optional()
      .describe('When it came to its status; absent when nobody saw that.'),
    wanted: wantedStateSchema.optional(),
    pending: pendingOperationSchema.optional(),
    drift: driftSchema.optional(),
    needsAttention: z
      .boolean()
      .optional()
      .describe(
        'Whether it is down or degraded although it is meant to run and no run has it in its hands.',
      ),
  })
  .describe('How a service is.');

/** @public */
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/**
 * A recommendation for a service, or for several with one cause: what was seen, and the next act.
 *
 * @public
 */
export const recommendationSchema = z.object({
  service: z
    .string()
    .describe('The name of the service; of several, of the first.'),
  services: z
    .array(z.string())
    .optional()
    .describe(
      'All services that it is about, causes first, where one cause and one act are those of several.',
    ),
  drift: driftSchema
    .optional()
    .describe('Where that is what is told of the service.'),
  severity: z.enum(['info', 'warning', 'critical']).describe('How bad it is.'),
  text: z.string().describe('What was seen, and what to do.'),
  action: z
    .object({
      operation: z.enum(['start', 'stop', 'restart']).describe('What to do.'),
      services: z.array(z.string()).describe('To which services.'),
    })
    .optional()
    .describe('The operation that would help, if one would.'),
});

/** @public */
export type Recommendation = z.infer<typeof recommendationSchema>;

const nodesSchema = z.object({
  nodes: z.number().int().describe('How many there are.'),
  ready: z.number().int().describe('How many are ready.'),
  notReady: z
    .array(z.string())
    .describe('Those that are not ready, by name and reason.'),
  underPressure: z
    .array(z.string())
    .optional()
    .describe(
      'Those that run short of disk, memory, process ids or network, by name and reason.',
    ),
  cordoned: z.array(z.string()).describe('Those that take no new pods.'),
});

/**
 * The health of the platform, with all of its services.
 *
 * @public
 */
export const platformHealthSchema = z.object({
  status: z
    .enum([
      'healthy',
      'degraded',
      'unhealthy',
      'unknown',
      'stopped',
      'changing',
    ])
    .describe(
      'By the services that are meant to run and that no run has in its hands. `unhealthy`: a critical one is down, or half of them; `degraded`: any is down or degraded; `healthy`: none is; `unknown`: none could be asked. Without such services `changing` when runs have them, or `stopped`.',
    ),
  summary: z
    .string()
    .optional()
    .describe('The state in a sentence, for people and agents.'),
  isNew: z
    .boolean()
    .optional()
    .describe('Whether nothing of it was ever seen well, or started.'),
  environment: z.string().optional().describe('The environment.'),
  score: z
    .number()
    .min(0)
    .max(100)
    .describe(
      'The mean of the scores of its services that are meant to run and that no run has in its hands, 0 without any; it decides nothing.',
    ),
  checkedAt: z.iso.datetime().describe('When the services were asked.'),
  services: z.array(serviceHealthSchema).describe('How each service is.'),
  nodes: nodesSchema
    .optional()
    .describe('The nodes of its cluster, if it has one.'),
  nodesUnknownBecause: z
    .string()
    .optional()
    .describe('Why the nodes could not be counted.'),
  recommendations: z
    .array(recommendationSchema)
    .describe('What to do; causes before what they cause.'),
});

/** @public */
export type PlatformHealth = z.infer<typeof platformHealthSchema>;
