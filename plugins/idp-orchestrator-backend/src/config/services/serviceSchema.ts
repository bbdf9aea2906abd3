import { z } from 'zod';
import { SERVICE_NAME } from '../../platform';
import {
  amountOf,
  booleanSchema,
  durationSchema,
  numberOf,
  textSchema,
  textsSchema,
} from '../values';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LIMITS = { least: 1, most: DAY_MS };

const portSchema = numberOf(
  z
    .number('a port')
    .int('a port')
    .min(1, 'a port, from 1')
    .max(65_535, 'a port, up to 65535'),
);
const pathSchema = z
  .string('a path such as /healthz')
  .regex(/^\//, 'a path that begins with /');

const timeout = {
  timeout: durationSchema(LIMITS).optional(),
  timeoutSeconds: amountOf('seconds', LIMITS).optional(),
};

const probeSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('http'),
      path: pathSchema.optional(),
      expectStatus: numberOf(
        z
          .number('a status')
          .int('a status')
          .min(100, 'a status, from 100')
          .max(599, 'a status, up to 599'),
      ).optional(),
      expectBody: textSchema.optional(),
      ...timeout,
    }),
    z.strictObject({ kind: z.literal('kubernetes'), ...timeout }),
    z.strictObject({
      kind: z.literal('tcp'),
      host: textSchema.optional(),
      port: portSchema,
      ...timeout,
    }),
    z.strictObject({
      kind: z.literal('script'),
      script: textSchema,
      action: textSchema,
      ...timeout,
    }),
  ],
  'a probe of kind http, kubernetes, tcp or script',
);

const controlSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('script'),
      script: textSchema,
      startAction: textSchema.default('start'),
      stopAction: textSchema.default('stop'),
      serviceParameter: textSchema.optional(),
    }),
    z.strictObject({
      kind: z.literal('kubernetes'),
      namespaces: textsSchema.min(1, 'at least one namespace').optional(),
      selector: textSchema.optional(),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ],
  'a control of kind script, kubernetes or none',
);

const nameSchema = z
  .string('a name')
  .regex(
    SERVICE_NAME,
    'lower-case letters, digits and hyphens, a letter first, at most 50',
  );

/**
 * The schema of an entry of `idpOrchestrator.services`, or of those of an
 * environment.
 */
export const serviceConfigSchema = z.strictObject(
  {
    name: nameSchema,
    aliases: z.array(nameSchema, 'a list of names').optional(),
    title: textSchema.optional(),
    description: textSchema.optional(),
    url: z
      .url({ protocol: /^https?$/, error: 'an address with http or https' })
      .optional(),
    healthPath: pathSchema.optional(),
    critical: booleanSchema.optional(),
    dependsOn: textsSchema.optional(),
    owner: textSchema.optional(),
    environments: textsSchema.optional(),
    control: controlSchema.optional(),
    probes: z.array(probeSchema, 'a list of probes').optional(),
    waitLimit: durationSchema(LIMITS).optional(),
    waitSeconds: amountOf('seconds', LIMITS).optional(),
  },
  'a service',
);

export type ServiceConfig = z.infer<typeof serviceConfigSchema>;
