import { acceptsValue } from '../../problems/acceptsValue';

type Values = Record<string, unknown>;

/**
 * Leaves out fields that are null where the schema takes no null and does not
 * need them: models say so that they leave out a field.
 */
export function withoutNulls(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) {
    return value.map(item => withoutNulls(schema.items, item));
  }
  if (!isObject(value)) return value;
  const { properties, required } = schema as {
    properties?: Values;
    required?: string[];
  };
  const isLeftOut = ([name, one]: [string, unknown]) =>
    one === null &&
    properties !== undefined &&
    Object.hasOwn(properties, name) &&
    !required?.includes(name) &&
    !acceptsValue(properties[name], null);
  return Object.fromEntries(
    Object.entries(value)
      .filter(entry => !isLeftOut(entry))
      .map(([name, one]) => [name, withoutNulls(properties?.[name], one)]),
  );
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
