import { compileSchema, type SchemaCheck } from '../schemas/compileSchema';

/** What is asked again and again of one schema: to compile it takes its time. */
const known = new WeakMap<object, SchemaCheck | undefined>();

/**
 * Tells whether a JSON Schema takes a value that is no object or list. One that
 * refers to parts around it, or that cannot be read, takes any: whoever checks
 * the whole says more.
 */
export function acceptsValue(schema: unknown, value: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return schema !== false;
  if (!known.has(schema)) known.set(schema, compile(schema));
  const check = known.get(schema);
  return !check || check(value).length === 0;
}

function compile(schema: object): SchemaCheck | undefined {
  try {
    return compileSchema(schema);
  } catch {
    return undefined;
  }
}
