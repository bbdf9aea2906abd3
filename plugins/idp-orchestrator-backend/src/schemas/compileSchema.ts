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
 * Compiles a JSON Schema by itself: flows and catalogs change while this
 * process lives, and two may have schemas of one `$id`. Those that name
 * themselves get a compiler of their own, which takes longer to make than most
 * schemas take to compile; the others share one.
 *
 * @throws Error when the schema cannot be used
 */
export function compileSchema(schema: object): SchemaCheck {
  if (namesItself(schema)) return compileWith(createAjv(), schema);
  const ajv = takeShared();
  try {
    return compileWith(ajv, schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

function namesItself(schema: object): boolean {
  return /"\$(id|anchor)"/.test(JSON.stringify(schema));
}

/** A compiler keeps parts of what it compiled, and goes when it has compiled so much. */
const SCHEMAS_A_COMPILER = 100;

let shared: { ajv: Ajv; left: number } | undefined;

function takeShared(): Ajv {
  if (!shared || shared.left === 0) {
    shared = { ajv: createAjv(), left: SCHEMAS_A_COMPILER };
  }
  shared.left -= 1;
  return shared.ajv;
}

/** Makes a compiler of schemas that are parts of `whole`, and so agree in their `$id`s. */
export function createPartCompiler(whole: object): typeof compileSchema {
  if (!namesItself(whole)) return compileSchema;
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
