import {
  parseByteSize,
  riskSchema,
  timeLimitSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { passingSchema } from './passing';
import { variableName } from './variableName';

// The descriptions are the reference: docs/script-catalog.md and
// catalog.schema.json are made of them by `tools/yarn docs:catalog`.

/** The version of the format, as each catalog file states it. */
export const CATALOG_API_VERSION = 'idp-orchestrator/v1';

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

const parameterName = /^[A-Za-z][A-Za-z0-9_-]*$/;

const aliasesSchema = z
  .array(z.string().regex(/^[A-Za-z0-9][\w.:-]*$/, 'a name'))
  .default([])
  .describe('Other names by which callers may choose it.');

/** A JSON Schema, and with it what callers do not see. */
export const parameterSchema = z.looseObject({
  type: z
    .enum(
      ['string', 'boolean', 'integer', 'number', 'array'],
      'string, boolean, integer, number or array',
    )
    .describe(
      'As in JSON Schema, and so are all other fields: `title`, `description`, `enum`, `default`, `pattern`, `items` …',
    ),
  as: passingSchema
    .optional()
    .describe(
      'The way in which it reaches the script: `positional`, `stdin`, an option, `{ option: --tag, list: repeated }`, `{ variable: NAME }` or `{ file: --config }`. When absent: an option of its name in kebab case, or the variable `IDP_SECRET_NAME` where it is secret.',
    ),
  aliases: z
    .array(z.string().regex(parameterName, 'letters, digits, _ and -'))
    .default([])
    .describe('Other names by which steps and tasks may give it.'),
});

/** A dry run, or JSON, is asked for by an option of the usual name, or by this one. */
const optionSchema = z
  .string()
  .regex(/^--?[A-Za-z0-9][\w.=-]*$/, 'an option such as --check');

const dryRunSchema = z.union(
  [z.boolean(), optionSchema],
  'true, false, or the option that asks for it',
);

const jsonSchema = z.union(
  [z.boolean(), z.literal('always'), optionSchema],
  'true, false, always, or the option that asks for it',
);

const exitCodesSchema = z
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

const wordSchema = z.string('a text').min(1, 'a text that is not empty');
const passedVariables = z.array(variableName).default([]);
const secretVariables = z.record(variableName, z.string().min(1)).default({});
const serviceNames = z
  .array(z.string().min(1), 'a list of names of services')
  .default([]);

const MAX_OUTPUT = 'an amount of bytes of at least 1 MiB, such as 20 MiB';
const maxOutputSchema = z
  .string(MAX_OUTPUT)
  .transform(text => parseByteSize(text) ?? NaN)
  .refine(bytes => bytes >= 1024 * 1024, MAX_OUTPUT);

/** The name of the action of a script that lists none. */
const ONLY_ACTION = 'run';

/** What a catalog says of an action. */
export const actionSchema = z.strictObject({
  title: z.string().min(1).optional().describe('The name of it for people.'),
  description: z.string().optional().describe('What it does.'),
  risk: riskSchema.optional().describe('That of the script when absent.'),
  aliases: aliasesSchema,
  words: z
    .array(wordSchema)
    .optional()
    .describe(
      'What stands first in the command line, such as `[user, add, --yes]`; `[]` for nothing. Those of the script when absent, or else the name of the action.',
    ),
  readOnly: z
    .boolean()
    .default(false)
    .describe('It changes nothing, and may be run to ask for health.'),
  supportsDryRun: dryRunSchema
    .optional()
    .describe('That of the script when absent.'),
  json: jsonSchema.optional().describe('That of the script when absent.'),
  timeout: timeLimitSchema
    .optional()
    .describe('That of the script when absent.'),
  maxOutput: maxOutputSchema
    .optional()
    .describe('That of the script when absent.'),
  parameters: z
    .array(z.string())
    .optional()
    .describe('The names of those that it takes; all when absent.'),
  required: z
    .array(z.string())
    .default([])
    .describe('The names of those that have to be given.'),
  controls: z
    .array(z.enum(['start', 'stop'], 'start or stop'), 'a list of start, stop')
    .default([])
    .describe(
      'The operations for which entities of Backstage may choose it; see [controls](scripts.md#controls-of-services).',
    ),
  touches: serviceNames.describe(
    'Services whose state it changes, beside those of the script.',
  ),
  exitCodes: exitCodesSchema.describe('Beside those of the script.'),
  environment: passedVariables.describe('Beside those of the script.'),
  secrets: secretVariables.describe('Beside those of the script.'),
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

/** A script as it stands in the file; see scriptEntrySchema. */
export const sourceSchema = z.strictObject({
  title: z.string().min(1).describe('The name of it for people.'),
  description: z.string().default('').describe('What it is for.'),
  script: relativePath.describe(
    'The file, relative to the scripts directory of the environment.',
  ),
  defaultAction: z
    .string()
    .optional()
    .describe('The action when none is named; the only one when absent.'),
  risk: riskSchema.describe('The harm that it can do.'),
  words: z
    .array(wordSchema)
    .optional()
    .describe(
      'What stands first in the command line of actions that say nothing else; the name of the action when absent.',
    ),
  endOfOptions: z
    .boolean()
    .default(false)
    .describe(
      'Puts `--` before positional arguments. Without it a text that begins with `-` is refused as one.',
    ),
  supportsDryRun: dryRunSchema
    .default(false)
    .describe(
      'It can say what it would do and change nothing, when it gets `--dry-run`, or the option that stands here.',
    ),
  json: jsonSchema
    .default(false)
    .describe(
      'The last JSON on its stdout is its output. It is asked for by `--json`, by the option that stands here, or by nothing (`always`).',
    ),
  timeout: timeLimitSchema
    .optional()
    .describe('The time after which it is ended; `5m` when absent.'),
  maxOutput: maxOutputSchema
    .optional()
    .describe(
      'What is kept of what an attempt prints, such as `20 MiB`; `engine.spool.maxOutput` when absent.',
    ),
  exitCodes: exitCodesSchema.describe(
    'What its exit codes mean, such as `2: { outcome: warning, meaning: nothing to do }`; others than 0 are failures.',
  ),
  environment: passedVariables.describe(
    'Variables of the backend that are passed on to it.',
  ),
  secrets: secretVariables.describe(
    'Secrets of `idpOrchestrator.secrets` that it gets, by the names of its variables.',
  ),
  touches: serviceNames.describe('Services whose state it changes.'),
  parameters: z
    .record(
      z.string().regex(parameterName, 'letters, digits, _ and -'),
      parameterSchema,
    )
    .default({})
    .describe('What it can be given, by name.'),
  serviceParameter: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The parameter that takes the name of the service which an action controls.',
    ),
  actions: z
    .record(
      z.string().regex(/^[A-Za-z0-9][\w.:-]*$/, 'letters, digits and hyphens'),
      actionSchema,
    )
    .refine(actions => Object.keys(actions).length > 0, 'at least one action')
    // One that takes no word for what it does.
    .default(() => ({ [ONLY_ACTION]: actionSchema.parse({ words: [] }) }))
    .describe(
      'What it can do, by name; when absent it is called without a word for that.',
    ),
});

/** What a catalog says of a script. */
export type ScriptSource = z.infer<typeof sourceSchema>;
