import {
  riskSchema,
  timeLimitSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { actionSchema } from './actionSchema';
import {
  actionName,
  dryRunSchema,
  exitCodesSchema,
  jsonSchema,
  maxOutputSchema,
  parameterName,
  parameterSchema,
  passedVariables,
  relativePath,
  secretVariables,
  serviceNames,
  told,
  wordsSchema,
} from './fieldSchemas';
import { runsOnSchema } from './runsOnSchema';

// Descriptions and examples are the reference: docs/script-catalog.md and
// catalog.schema.json are made of them by `tools/yarn docs:catalog`.

/** The version of the format, as each catalog file states it. */
export const CATALOG_API_VERSION = 'idp-orchestrator/v1';

const scriptId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens');

/**
 * Checks the file as a whole. Each script is then checked on its own, so that a
 * bad one does not take the others with it.
 */
export const catalogFileSchema = z.strictObject({
  apiVersion: z.literal(CATALOG_API_VERSION, `"${CATALOG_API_VERSION}"`),
  scripts: z.record(scriptId, z.unknown(), 'scripts by their ids'),
});

/** The name of the action of a script that lists none. */
const ONLY_ACTION = 'run';

/** A script as it stands in the file; see scriptEntrySchema. */
export const sourceSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .meta(told('The name of it for people.', 'Resize a node pool')),
  description: z
    .string()
    .default('')
    .meta(told('What it is for.', 'Adds or removes nodes of a pool')),
  script: relativePath.meta(
    told(
      'The file, relative to the scripts directory of the environment.',
      'pools/resize.sh',
    ),
  ),
  aliases: z
    .array(scriptId)
    .default([])
    .meta(
      told('Other ids by which steps and tasks may call it.', ['scale-pool']),
    ),
  defaultAction: z
    .string()
    .optional()
    .meta(
      told('The action when none is named; the only one when absent.', 'scale'),
    ),
  risk: riskSchema.meta(told('The harm that it can do.', 'high')),
  words: wordsSchema
    .optional()
    .meta(
      told(
        'What stands first in the command line of actions that say nothing else; the name of the action when absent.',
        ['pool', 'resize'],
      ),
    ),
  endOfOptions: z
    .boolean()
    .default(false)
    .meta(
      told(
        'Puts `--` before positional arguments. Without it a text that begins with `-` is refused as one.',
        true,
      ),
    ),
  supportsDryRun: dryRunSchema
    .default(false)
    .meta(
      told(
        'It can say what it would do and change nothing, when it gets `--dry-run`, or the option that stands here.',
        '--check',
      ),
    ),
  json: jsonSchema
    .default(false)
    .meta(
      told(
        'The last JSON on its stdout is its output. It is asked for by `--json`, by the option that stands here, or by nothing (`always`).',
        'always',
      ),
    ),
  timeout: timeLimitSchema
    .optional()
    .meta(told('The time after which it is ended; `5m` when absent.', '30m')),
  maxOutput: maxOutputSchema
    .optional()
    .meta(
      told(
        'What is kept of what an attempt prints; `engine.spool.maxOutput` when absent.',
        '20 MiB',
      ),
    ),
  exitCodes: exitCodesSchema.meta(
    told('What its exit codes mean; others than 0 are failures.', {
      '2': { outcome: 'warning', meaning: 'nothing to do' },
    }),
  ),
  environment: passedVariables.meta(
    told('Variables of the backend that are passed on to it.', ['HTTPS_PROXY']),
  ),
  secrets: secretVariables.meta(
    told(
      'Secrets of `idpOrchestrator.secrets` that it gets, by the names of its variables.',
      { API_TOKEN: 'api-token' },
    ),
  ),
  touches: serviceNames.meta(
    told(
      'Services whose state it changes: a run has them in its hands while it goes on, and is in their history.',
      ['billing'],
    ),
  ),
  runsOn: runsOnSchema.meta(
    told(
      'Labels that the worker must have, as `runsOn` of a flow; or `labels` and the [`pod`](pods.md) of its own that it runs in.',
      { pod: { image: 'registry.example.com/tools:1.4' } },
    ),
  ),
  parameters: z
    .record(parameterName, parameterSchema)
    .default({})
    .meta(
      told('What it can be given, by name.', {
        node_pool: { type: 'string', pattern: '^[a-z]+$' },
      }),
    ),
  required: z
    .array(z.string())
    .default([])
    .meta(
      told(
        'The names of parameters that have to be given, whichever of its actions takes them.',
        ['node_pool'],
      ),
    ),
  serviceParameter: z
    .string()
    .min(1)
    .optional()
    .meta(
      told(
        'The parameter that takes the name of the service which an action controls.',
        'service',
      ),
    ),
  actions: z
    .record(actionName, actionSchema)
    .refine(actions => Object.keys(actions).length > 0, 'at least one action')
    // One that takes no word for what it does.
    .default(() => ({ [ONLY_ACTION]: actionSchema.parse({ words: [] }) }))
    .meta(
      told(
        'What it can do, by name; when absent it has one action, `run`, and is called without a word for that.',
        { scale: { risk: 'high' }, status: { readOnly: true } },
      ),
    ),
});

/** What a catalog says of a script. */
export type ScriptSource = z.infer<typeof sourceSchema>;
