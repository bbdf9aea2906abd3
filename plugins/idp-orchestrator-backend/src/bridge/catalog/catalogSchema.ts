import {
  parseByteSize,
  parseDuration,
  riskSchema,
  timeLimitSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { checkParameterNames } from './checkParameterNames';
import type { ScriptAction, ScriptEntry } from './ScriptEntry';

/** The version of the format, as each catalog file states it. */
export const CATALOG_API_VERSION = 'idp-orchestrator/v1';

/** The time limit (ms) when neither script nor action says one. */
const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * Checks the file as a whole. Each script is then checked on its own, so that a
 * bad one does not take the others with it.
 */
export const catalogFileSchema = z.strictObject({
  apiVersion: z.literal(CATALOG_API_VERSION, `"${CATALOG_API_VERSION}"`),
  scripts: z.record(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{0,62}$/,
        'lower-case letters, digits and hyphens',
      ),
    z.unknown(),
    'scripts by their ids',
  ),
});

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')
  .refine(
    name => !name.startsWith('IDP_'),
    'a name that does not begin with IDP_',
  );

const parameterName = /^[A-Za-z][A-Za-z0-9_-]*$/;

const parameterSchema = z.looseObject({
  type: z.enum(
    ['string', 'boolean', 'integer', 'number', 'array'],
    'string, boolean, integer, number or array',
  ),
});

const MAX_OUTPUT = 'an amount of bytes of at least 1 MiB, such as 20 MiB';
const maxOutputSchema = z
  .string(MAX_OUTPUT)
  .transform(text => parseByteSize(text) ?? NaN)
  .refine(bytes => bytes >= 1024 * 1024, MAX_OUTPUT);

const actionSchema = z.strictObject({
  title: z.string().min(1).optional(),
  description: z.string().optional(),
  risk: riskSchema.optional(),
  readOnly: z.boolean().default(false),
  supportsDryRun: z.boolean().optional(),
  json: z.boolean().optional(),
  timeout: timeLimitSchema.optional(),
  maxOutput: maxOutputSchema.optional(),
  parameters: z.array(z.string()).optional(),
  required: z.array(z.string()).default([]),
  controls: z
    .array(z.enum(['start', 'stop'], 'start or stop'), 'a list of start, stop')
    .default([]),
});

const relativePath = z
  .string('a path relative to the scripts directory')
  .min(1)
  .refine(
    path =>
      !path.startsWith('/') &&
      !path.split('/').includes('..') &&
      !path.includes('\0'),
    'a path relative to the scripts directory, without ..',
  );

const sourceSchema = z
  .strictObject({
    title: z.string().min(1),
    description: z.string().default(''),
    script: relativePath,
    defaultAction: z.string(),
    risk: riskSchema,
    supportsDryRun: z.boolean().default(false),
    json: z.boolean().default(false),
    timeout: timeLimitSchema.optional(),
    maxOutput: maxOutputSchema.optional(),
    exitCodes: z
      .record(
        z.string().regex(/^\d{1,3}$/, 'an exit code, 0 to 255'),
        z.strictObject({
          outcome: z.enum(['succeeded', 'warning', 'failed']),
          meaning: z.string().optional(),
        }),
      )
      .default({}),
    environment: z.array(variableName).default([]),
    secrets: z.record(variableName, z.string().min(1)).default({}),
    parameters: z
      .record(
        z.string().regex(parameterName, 'letters, digits, _ and -'),
        parameterSchema,
      )
      .default({}),
    serviceParameter: z.string().min(1).optional(),
    actions: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z0-9][\w.:-]*$/, 'letters, digits and hyphens'),
        actionSchema,
      )
      .refine(
        actions => Object.keys(actions).length > 0,
        'at least one action',
      ),
  })
  .superRefine(checkNames);

type Source = z.infer<typeof sourceSchema>;

/** Makes a script's entry from what the file says under its id. */
export const scriptEntrySchema = sourceSchema.transform(
  (source): Omit<ScriptEntry, 'id'> => {
    const { supportsDryRun, json, timeout, maxOutput, actions, ...entry } =
      source;
    return {
      ...entry,
      actions: Object.entries(actions).map(([name, action]) =>
        completeAction(name, action, source),
      ),
    };
  },
);

function completeAction(
  name: string,
  action: Source['actions'][string],
  source: Source,
): ScriptAction {
  const timeout = action.timeout ?? source.timeout;
  return {
    name,
    title: action.title ?? name,
    description: action.description ?? '',
    risk: action.risk ?? source.risk,
    readOnly: action.readOnly,
    supportsDryRun: action.supportsDryRun ?? source.supportsDryRun,
    json: action.json ?? source.json,
    timeoutMs:
      (timeout === undefined ? undefined : parseDuration(timeout)) ??
      DEFAULT_TIMEOUT_MS,
    maxOutputBytes: action.maxOutput ?? source.maxOutput,
    parameters: action.parameters ?? Object.keys(source.parameters),
    required: action.required,
    controls: action.controls,
  };
}

function checkNames(source: Source, context: z.RefinementCtx<Source>): void {
  const expectOneOf = (known: string[], name: string, path: PropertyKey[]) => {
    if (known.includes(name)) return;
    context.addIssue({
      code: 'custom',
      path,
      message: `one of ${known.join(', ') || '(there is none)'}`,
    });
  };
  expectOneOf(Object.keys(source.actions), source.defaultAction, [
    'defaultAction',
  ]);
  const parameters = Object.keys(source.parameters);
  checkParameterNames(source, context);
  const { serviceParameter } = source;
  if (serviceParameter !== undefined) {
    expectOneOf(parameters, serviceParameter, ['serviceParameter']);
  }
  for (const [name, action] of Object.entries(source.actions)) {
    const path = ['actions', name];
    const taken = action.parameters ?? parameters;
    action.parameters?.forEach((parameter, index) =>
      expectOneOf(parameters, parameter, [...path, 'parameters', index]),
    );
    action.required.forEach((parameter, index) =>
      expectOneOf(taken, parameter, [...path, 'required', index]),
    );
    const isMeant = !serviceParameter || taken.includes(serviceParameter);
    if (action.controls.length > 0 && !isMeant) {
      context.addIssue({
        code: 'custom',
        path: [...path, 'controls'],
        message: `an action that takes ${serviceParameter}, the parameter that names the service`,
      });
    }
  }
}
