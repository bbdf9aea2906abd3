import { parseByteSize } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { passingSchema } from './passing';
import { variableName } from './variableName';

/** What the reference tells of a field, with a value that it can have. */
export function told(description: string, example: unknown) {
  return { description, example };
}

const NAME = /^[A-Za-z0-9][\w.:-]*$/;
const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The name of an action, or another one. */
export const actionName = z
  .string()
  .regex(NAME, 'letters, digits, hyphens, _ . and :');

export const parameterName = z
  .string()
  .regex(PARAMETER_NAME, 'letters, digits, _ and -');

const PASSING =
  'The way in which it reaches the script: `positional`, `stdin`, an option, `{ option: --tag, list: repeated }`, `{ variable: NAME }` or `{ file: --config }`. When absent: an option of its name in kebab case, or the variable `IDP_SECRET_NAME` where it is secret.';

/** A JSON Schema, and with it what callers do not see. */
export const parameterSchema = z.looseObject({
  type: z
    .enum(
      ['string', 'boolean', 'integer', 'number', 'array'],
      'string, boolean, integer, number or array',
    )
    .meta(
      told(
        'As in JSON Schema, and so are all other fields: `title`, `description`, `enum`, `default`, `pattern`, `items` …',
        'integer',
      ),
    ),
  as: passingSchema
    .optional()
    .meta(told(PASSING, { option: '--size', equals: true })),
  aliases: z
    .array(parameterName)
    .default([])
    .meta(told('Other names by which steps and tasks may give it.', ['size'])),
});

/** A dry run, or JSON, is asked for by an option of the usual name, or by this one. */
const optionSchema = z
  .string()
  .regex(/^--?[A-Za-z0-9][\w.=-]*$/, 'an option such as --check');

export const dryRunSchema = z.union(
  [z.boolean(), optionSchema],
  'true, false, or the option that asks for it',
);

export const jsonSchema = z.union(
  [z.boolean(), z.literal('always'), optionSchema],
  'true, false, always, or the option that asks for it',
);

export const exitCodesSchema = z
  .record(
    z.string().regex(/^\d{1,3}$/, 'an exit code, 0 to 255'),
    z.strictObject(
      {
        outcome: z.enum(
          ['succeeded', 'warning', 'failed'],
          'succeeded, warning or failed',
        ),
        meaning: z.string().optional(),
      },
      'an object such as { outcome: warning, meaning: nothing to do }',
    ),
  )
  .default({});

export const wordsSchema = z.array(
  z.string('a text').min(1, 'a text that is not empty'),
);

export const passedVariables = z.array(variableName).default([]);

export const secretVariables = z
  .record(variableName, z.string().min(1))
  .default({});

export const serviceNames = z
  .array(z.string().min(1), 'a list of names of services')
  .default([]);

/** As flows have them. */
export const workerLabels = z
  .array(z.string().min(1).max(100), 'a list of labels of workers')
  .max(20)
  .default([]);

const MAX_OUTPUT = 'an amount of bytes of at least 1 MiB, such as 20 MiB';
export const maxOutputSchema = z
  .string(MAX_OUTPUT)
  .transform(text => parseByteSize(text) ?? NaN)
  .refine(bytes => bytes >= 1024 * 1024, MAX_OUTPUT);

export const relativePath = z
  .string('a path relative to the scripts directory')
  .min(1)
  .refine(
    path =>
      !path.startsWith('/') &&
      !path.split('/').includes('..') &&
      !path.includes('\0'),
    'a path relative to the scripts directory, without ..',
  );
