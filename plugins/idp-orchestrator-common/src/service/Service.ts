import * as z from 'zod';
import { serviceHealthSchema } from '../health';
import { initiatorSchema, runStatusSchema } from '../run';

/** How a service is started and stopped; `none`: it can only be looked at. */
export const CONTROL_KINDS = ['kubernetes', 'script', 'none'] as const;

/** A component of the platform in one environment. */
export const serviceSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  environment: z.string(),
  control: z.enum(CONTROL_KINDS),
  /** Where people reach it. */
  url: z.string().optional(),
  /** The platform is never healthy while this one is down. */
  critical: z.boolean(),
  /** Names of the services that it needs, and of those that need it. */
  dependsOn: z.array(z.string()),
  dependents: z.array(z.string()),
  /** Entity reference of the team that owns it. */
  owner: z.string().optional(),
  /** Entity reference of its page in the catalog. */
  entityRef: z.string().optional(),
  /** Where it was found. */
  source: z.enum(['configuration', 'catalog']),
});

export type Service = z.infer<typeof serviceSchema>;

/** The last operation that touched a service. */
export const serviceChangeSchema = z.object({
  runId: z.string(),
  operation: z.string(),
  by: initiatorSchema,
  at: z.iso.datetime(),
  status: runStatusSchema,
});

export type ServiceChange = z.infer<typeof serviceChangeSchema>;

/** A service as a caller sees it: how it is, who touched it last, and what this caller may do. */
export const serviceStateSchema = serviceSchema.extend({
  health: serviceHealthSchema,
  lastChange: serviceChangeSchema.optional(),
  mayOperate: z.boolean(),
  notAllowedReason: z.string().optional(),
});

export type ServiceState = z.infer<typeof serviceStateSchema>;

/** Something about a service, or where services are read from, that is not as it should be; the others keep working. */
export const serviceProblemSchema = z.object({
  /** Where it was found. */
  source: z.string(),
  service: z.string().optional(),
  message: z.string(),
});

export type ServiceProblem = z.infer<typeof serviceProblemSchema>;

/** What was seen of a service over time: each change of its state, and a sample each hour. */
export const serviceHistorySchema = z.object({
  service: z.string(),
  environment: z.string(),
  /** The beginning of what is told. */
  since: z.iso.datetime(),
  entries: z.array(
    z.object({
      kind: z.enum(['change', 'sample']),
      at: z.iso.datetime(),
      status: serviceHealthSchema.shape.status,
      score: z.number().optional(),
      reason: z.string().optional(),
    }),
  ),
});

export type ServiceHistory = z.infer<typeof serviceHistorySchema>;
