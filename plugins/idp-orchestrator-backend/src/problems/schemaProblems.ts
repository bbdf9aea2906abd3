import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { MissingRefError } from 'ajv';
import { checkSchemaItself, compileSchema } from '../schemas/compileSchema';
import { listPatternProblems } from '../schemas/listPatternProblems';
import { listSizeProblems } from '../schemas/listSizeProblems';
import { checkDefaults } from './checkDefaults';
import { jsonSchemaProblems } from './jsonSchemaProblems';

/**
 * Lists what keeps a JSON Schema that somebody wrote from being used, so that
 * it is told before anything is checked against it. `path` is where it stands.
 */
export function listSchemaProblems(
  schema: Record<string, unknown>,
  path: string,
): Problem[] {
  const size = listSizeProblems(schema, path);
  if (size.length > 0) return size;
  const wrong = checkSchemaItself(schema);
  if (wrong.length > 0) return jsonSchemaProblems(wrong, path).problems;
  const patterns = listPatternProblems(schema, path);
  if (patterns.length > 0) return patterns;
  try {
    compileSchema(schema);
    return checkDefaults(schema, path);
  } catch (error) {
    return [{ path, ...explain(error) }];
  }
}

function explain(error: unknown): Pick<Problem, 'expected' | 'got'> {
  if (error instanceof MissingRefError) {
    return {
      expected: '$ref to a part of the same schema, such as #/definitions/name',
      got: error.missingRef,
    };
  }
  const { name, message } = error as Error;
  const got = name === 'InputError' ? message : `one that is not (${message})`;
  return { expected: 'JSON Schema (draft 7)', got };
}
