import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const ajv = new Ajv({
  allErrors: true,
  strict: false,
  useDefaults: true,
  verbose: true,
});
addFormats(ajv);

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
