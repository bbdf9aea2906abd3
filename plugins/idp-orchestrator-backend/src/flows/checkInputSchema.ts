import type {
  FlowDefinition,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { checkDefaults } from '../problems/checkDefaults';
import { jsonSchemaProblems } from '../problems/jsonSchemaProblems';

/** Lists what is wrong with a flow's input schema, so that it is told before anybody starts the flow. */
export function checkInputSchema({ input }: FlowDefinition): Problem[] {
  // One of its own for each schema: it keeps all that it has compiled.
  const ajv = addFormats(new Ajv({ strict: false, verbose: true }));
  try {
    if (!ajv.validateSchema(input)) {
      return jsonSchemaProblems(ajv.errors, 'input');
    }
    ajv.compile(input);
    return checkDefaults(input, 'input');
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
