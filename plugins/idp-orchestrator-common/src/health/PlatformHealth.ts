import * as z from 'zod';

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

/** The health of a service, with the reason. */
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
  })
  .describe('How a service is.');

export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** A recommendation for one service: what was seen, and the next act. */
export const recommendationSchema = z.object({
  service: z.string().describe('The name of the service.'),
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

/** The health of the platform, with all of its services. */
export const platformHealthSchema = z.object({
  status: z
    .enum(['healthy', 'degraded', 'unhealthy', 'unknown'])
    .describe('From the score: 90 and more is healthy, 70 and more degraded.'),
  environment: z.string().optional().describe('The environment.'),
  score: z
    .number()
    .min(0)
    .max(100)
    .describe("The mean of its services' scores."),
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

export type PlatformHealth = z.infer<typeof platformHealthSchema>;
