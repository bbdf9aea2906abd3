import type {
  FlowDefinition,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { checkDefaults } from '../problems/checkDefaults';
import { jsonSchemaProblems } from '../problems/jsonSchemaProblems';
import { createAjv } from '../schemas/createAjv';
import { listPatternProblems } from '../schemas/listPatternProblems';

/** Lists what is wrong with a flow's input schema, so that it is told before anybody starts the flow. */
export function checkInputSchema({ input }: FlowDefinition): Problem[] {
  // One of its own for each schema: it keeps all that it has compiled.
  const ajv = createAjv();
  try {
    if (!ajv.validateSchema(input)) {
      return jsonSchemaProblems(ajv.errors, 'input').problems;
    }
    const problems = listPatternProblems(input, 'input');
    if (problems.length > 0) return problems;
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
