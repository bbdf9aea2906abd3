import {
  describeValue,
  type FlowDefinition,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** Lists what is wrong with a flow's input schema, so that it is told before anybody starts the flow. */
export function checkInputSchema({ input }: FlowDefinition): Problem[] {
  // One of its own for each schema: it keeps all that it has compiled.
  const ajv = addFormats(new Ajv({ strict: false, verbose: true }));
  try {
    if (!ajv.validateSchema(input)) {
      return (ajv.errors ?? []).map(({ instancePath, message, data }) => ({
        path: ['input', ...instancePath.split('/').slice(1)].join('.'),
        expected: (message ?? 'JSON Schema').replace(/^must (be )?/, ''),
        got: describeValue(data),
      }));
    }
    ajv.compile(input);
    return [];
  } catch (error) {
    return [
      {
        path: 'input',
        expected: 'JSON Schema (draft 7)',
        got: (error as Error).message,
      },
    ];
  }
}
