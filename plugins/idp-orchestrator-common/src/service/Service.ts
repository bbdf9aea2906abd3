import * as z from 'zod';
import { serviceHealthSchema } from '../health';
import { initiatorSchema, runStatusSchema } from '../run';

/**
 * The ways in which a service is started and stopped; one with `none` can only
 * be looked at.
 *
 * @public
 */
export const CONTROL_KINDS = ['kubernetes', 'script', 'none'] as const;

/**
 * A component of the platform in one environment.
 *
 * @public
 */
export const serviceSchema = z.object({
  name: z.string().describe('The name of the service.'),
  aliases: z
    .array(z.string())
    .optional()
    .describe('Other names that operations take for it.'),
  title: z.string().describe('Shown to people.'),
  description: z.string().optional().describe('What it is for.'),
  environment: z.string().describe('The environment it is in.'),
  control: z
    .enum(CONTROL_KINDS)
    .describe(
      'How it is started and stopped; `none`: it can only be looked at.',
    ),
  url: z.string().optional().describe('Where people reach it.'),
  critical: z
    .boolean()
    .describe('Whether the platform is never healthy while it is down.'),
  dependsOn: z
    .array(z.string())
    .describe('Names of the services that it needs.'),
  dependents: z
    .array(z.string())
    .describe('Names of the services that need it.'),
  owner: z
    .string()
    .optional()
    .describe('Entity reference of the team that owns it.'),
  entityRef: z
    .string()
    .optional()
    .describe('Entity reference of its page in the catalog.'),
  source: z.enum(['configuration', 'catalog']).describe('Where it was found.'),
});

/** @public */
export type Service = z.infer<typeof serviceSchema>;

/**
 * The last run that touched a service.
 *
 * @public
 */
export const serviceChangeSchema = z.object({
  runId: z.string().describe('The run that did it.'),
  runTitle: z.string().optional().describe('What the run is called.'),
  stepId: z
    .string()
    .optional()
    .describe('The step that touched the service last.'),
  what: z
    .string()
    .optional()
    .describe('What that step did to it, as it or its script says.'),
  operation: z.string().describe('What was done, or the title of the flow.'),
  by: initiatorSchema,
  at: z.iso.datetime().describe('When.'),
  status: runStatusSchema,
});

/** @public */
export type ServiceChange = z.infer<typeof serviceChangeSchema>;

/**
 * A service as a caller sees it: how it is, who touched it last, and what this caller may do.
 *
 * @public
 */
export const serviceStateSchema = serviceSchema.extend({
  health: serviceHealthSchema,
  lastChange: serviceChangeSchema
    .optional()
    .describe('The last run that started, stopped or restarted it.'),
  mayOperate: z
    .boolean()
    .describe('Whether this caller may start and stop it.'),
  notAllowedReason: z.string().optional().describe('Why not.'),
});

/** @public */
export type ServiceState = z.infer<typeof serviceStateSchema>;

/**
 * A problem with a service, or with where services are read from; the others
 * keep working.
 *
 * @public
 */
export const serviceProblemSchema = z.object({
  source: z.string().describe('Where it was found.'),
  service: z
    .string()
    .optional()
    .describe('The name of the service, if it is about one.'),
  message: z.string().describe('What is wrong, and what to do.'),
});

/** @public */
export type ServiceProblem = z.infer<typeof serviceProblemSchema>;

/**
 * * The history of a service: each change of its state, and a sample each hour.
 *
 * @public
 */
export const serviceHistorySchema = z.object({
  service: z.string().describe('The name of the service.'),
  environment: z.string().describe('The environment it is in.'),
  since: z.iso.datetime().describe('The beginning of what is told.'),
  entries: z
    .array(
      z.object({
        kind: z
          .enum(['change', 'sample'])
          .describe('Whether it changed then, or was looked at again.'),
        at: z.iso.datetime().describe('When.'),
        status: serviceHealthSchema.shape.status,
        score: z.number().optional().describe('0 to 100; absent when unknown.'),
        reason: z.string().optional().describe('Why it was not healthy.'),
      }),
    )
    .describe('What was seen, oldest first.'),
});

/** @public */
export type ServiceHistory = z.infer<typeof serviceHistorySchema>;
