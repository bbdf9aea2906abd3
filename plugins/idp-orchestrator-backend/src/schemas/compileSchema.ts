import { InputError } from '@backstage/errors';
import Ajv, { type ErrorObject } from 'ajv';
import { lazy } from '../waiting/lazy';
import { withinBudget } from './CheckBudget';
import { createAjv } from './createAjv';

/**
 * Checks a value, fills in its defaults, and gives what is wrong with it.
 *
 * @throws InputError when it takes too many steps
 */
export type SchemaCheck = (value: unknown) => ErrorObject[];

/**
 * Compiles a JSON Schema, and keeps nothing of it: flows and catalogs change
 * while this process lives, and two may have schemas of one `$id`.
 *
 * @throws Error when the schema cannot be used
 */
export function compileSchema(schema: object): SchemaCheck {
  return compileWith(createAjv(), schema);
}

/** Makes a compiler of schemas that are parts of one, and so agree in their `$id`s. */
export function createPartCompiler(): typeof compileSchema {
  const ajv = createAjv();
  return schema => compileWith(ajv, schema);
}

function compileWith(ajv: Ajv, schema: object): SchemaCheck {
  if ('$async' in schema) {
    throw new InputError('$async is not supported: a schema is asked at once');
  }
  const validate = ajv.compile(schema);
  return value =>
    withinBudget(() => validate(value)) ? [] : (validate.errors ?? []);
}

const DRAFT_7 = 'http://json-schema.org/draft-07/schema';
const getOfSchemas = lazy(
  () => new Ajv({ strict: false, verbose: true, logger: false }),
);

/** Gives what keeps a value from being a JSON Schema (draft 7). */
export function checkSchemaItself(schema: object): ErrorObject[] {
  const ofSchemas = getOfSchemas();
  const isOne = ofSchemas.validate(DRAFT_7, schema);
  return isOne ? [] : (ofSchemas.errors ?? []);
}
