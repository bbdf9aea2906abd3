import type { ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/createAjv';

const ajv = createAjv({ allErrors: true, useDefaults: true });

/**
 * Compiles a JSON Schema, by one compiler for all, since to make one takes
 * longer than what it is used for. It keeps nothing: catalogs change while this
 * process lives.
 *
 * @throws Error when the schema cannot be used
 */
export function compileSchema(
  schema: Record<string, unknown>,
): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}
