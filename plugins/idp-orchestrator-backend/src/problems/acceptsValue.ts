import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** What is asked again and again of one schema: to compile it takes its time. */
const known = new WeakMap<object, Map<unknown, boolean>>();

/**
 * Tells whether a JSON Schema takes a value. One that refers to parts around
 * it, or that cannot be read, takes any: whoever checks the whole says more.
 */
export function acceptsValue(schema: unknown, value: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return schema !== false;
  const answers = known.get(schema) ?? new Map<unknown, boolean>();
  known.set(schema, answers);
  const answer = answers.get(value) ?? validates(schema, value);
  answers.set(value, answer);
  return answer;
}

function validates(schema: object, value: unknown): boolean {
  try {
    return addFormats(new Ajv({ strict: false })).validate(schema, value);
  } catch {
    return true;
  }
}
