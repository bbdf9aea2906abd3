import {
  riskSchema,
  timeLimitSchema,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import {
  actionName,
  dryRunSchema,
  exitCodesSchema,
  jsonSchema,
  maxOutputSchema,
  passedVariables,
  secretVariables,
  serviceNames,
  told,
  wordsSchema,
} from './fieldSchemas';
import { runsOnSchema } from './runsOnSchema';

const AS_SCRIPT = 'That of the script when absent.';
const BESIDE = 'Beside those of the script.';

/** What a catalog says of an action. */
export const actionSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .optional()
    .meta(told('The name of it for people.', 'Scale it')),
  description: z
    .string()
    .optional()
    .meta(told('What it does.', 'Adds or removes nodes')),
  risk: riskSchema.optional().meta(told(AS_SCRIPT, 'high')),
  aliases: z
    .array(actionName)
    .default([])
    .meta(told('Other names by which callers may choose it.', ['resize'])),
  words: wordsSchema
    .optional()
    .meta(
      told(
        'What stands first in the command line; `[]` for nothing. Those of the script when absent, or else the name of the action.',
        ['pool', 'scale', '--yes'],
      ),
    ),
  readOnly: z
    .boolean()
    .default(false)
    .meta(told('It changes nothing, and may be run to ask for health.', true)),
  supportsDryRun: dryRunSchema.optional().meta(told(AS_SCRIPT, '--check')),
  json: jsonSchema.optional().meta(told(AS_SCRIPT, true)),
  timeout: timeLimitSchema.optional().meta(told(AS_SCRIPT, '30m')),
  maxOutput: maxOutputSchema.optional().meta(told(AS_SCRIPT, '20 MiB')),
  parameters: z
    .array(z.string())
    .optional()
    .meta(
      told('The names of those that it takes; all when absent.', ['node_pool']),
    ),
  required: z
    .array(z.string())
    .default([])
    .meta(
      told(
        'The names of those that have to be given, beside those of the script.',
        ['node_pool'],
      ),
    ),
  controls: z
    .array(z.enum(['start', 'stop'], 'start or stop'), 'a list of start, stop')
    .default([])
    .meta(
      told(
        'The operations for which entities of Backstage may choose it; see [controls](scripts.md#controls-of-services).',
        ['start'],
      ),
    ),
  touches: serviceNames.meta(
    told('Services whose state it changes, beside those of the script.', [
      'billing',
    ]),
  ),
  runsOn: runsOnSchema.meta(
    told(
      'Labels that the worker must have, beside those of the script; or `labels` and `pod`, whose fields stand over those of the script.',
      { labels: ['gpu'], pod: { nodeSelector: { pool: 'gpu' } } },
    ),
  ),
  exitCodes: exitCodesSchema.meta(
    told(BESIDE, { '3': { outcome: 'warning', meaning: 'nothing to do' } }),
  ),
  environment: passedVariables.meta(told(BESIDE, ['HTTPS_PROXY'])),
  secrets: secretVariables.meta(told(BESIDE, { API_TOKEN: 'api-token' })),
});
