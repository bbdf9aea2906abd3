/** The fields by which the tool of a flow says how a run is started. */
const TAKEN = ['conversation', 'dryRun', 'idempotencyKey', 'propose', 'reason'];

/** The names of fields that the makers of models take in a tool. */
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

type Schema = Record<string, unknown>;

/**
 * Tells whether the tool of a flow takes the flow's input in a field `input`
 * instead of field by field: where a field of the input has the name of one
 * that says how the run is started, or where the schema cannot be repeated.
 */
export function nestsInput(input: Schema): boolean {
  const names = Object.keys((input.properties ?? {}) as object);
  return names.some(name => TAKEN.includes(name)) || !isRepeatable(input);
}

/**
 * Tells whether the schema of an input can be a part of a tool's: all its names
 * are taken there, and it refers to nothing by its place.
 */
export function isRepeatable(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  const { $ref: reference, properties } = schema as Schema;
  if (typeof reference === 'string') return false;
  const names = isObject(properties) ? Object.keys(properties) : [];
  return (
    names.every(name => NAME.test(name)) &&
    Object.values(schema).every(isRepeatable)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
