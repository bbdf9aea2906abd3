import * as z from 'zod';

/**
 * `unknown` means that it could not be asked, with the reason; that is not
 * the same as `down`.
 */
export const serviceHealthSchema = z.object({
  name: z.string(),
  title: z.string(),
  environment: z.string().optional(),
  status: z.enum(['healthy', 'degraded', 'down', 'unknown']),
  /** 0–100 from what was really observed; absent when unknown. */
  score: z.number().min(0).max(100).optional(),
  url: z.string().optional(),
  reason: z.string().optional(),
  latencyMs: z.number().optional(),
  replicas: z
    .object({ ready: z.number().int(), wanted: z.number().int() })
    .optional(),
  critical: z.boolean(),
  dependsOn: z.array(z.string()),
  /** Services that it needs and that are down. */
  waitsFor: z.array(z.string()).optional(),
  version: z.string().optional(),
  /** What was found in the cluster, if it lives in one. */
  workload: z
    .object({ kind: z.string(), namespace: z.string(), name: z.string() })
    .optional(),
  /** What each probe saw. */
  probes: z
    .array(
      z.object({
        kind: z.enum(['http', 'kubernetes', 'tcp', 'script']),
        status: z.enum(['healthy', 'degraded', 'down', 'unknown']),
        text: z.string(),
        latencyMs: z.number().optional(),
        /** False: nothing is there at all, neither a listener nor a replica. */
        isThere: z.boolean().optional(),
      }),
    )
    .optional(),
});

export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** What was seen and the next act, for one service. */
export const recommendationSchema = z.object({
  service: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  text: z.string(),
  action: z
    .object({
      operation: z.enum(['start', 'stop', 'restart']),
      services: z.array(z.string()),
    })
    .optional(),
});

export type Recommendation = z.infer<typeof recommendationSchema>;

/** The platform's score is the mean of its services'; ≥ 90 healthy, ≥ 70 degraded. */
export const platformHealthSchema = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy', 'unknown']),
  environment: z.string().optional(),
  score: z.number().min(0).max(100),
  checkedAt: z.iso.datetime(),
  services: z.array(serviceHealthSchema),
  /** The nodes of its cluster, if it has one: those that are not ready by name and reason, and those that take no new pods. */
  nodes: z
    .object({
      nodes: z.number().int(),
      ready: z.number().int(),
      notReady: z.array(z.string()),
      cordoned: z.array(z.string()),
    })
    .optional(),
  /** Why they could not be counted. */
  nodesUnknownBecause: z.string().optional(),
  recommendations: z.array(recommendationSchema),
});

export type PlatformHealth = z.infer<typeof platformHealthSchema>;
