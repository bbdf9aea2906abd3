import { InputError } from '@backstage/errors';
import { z, type AnyZodObject } from 'zod/v3';
import { compilePattern } from '../schemas/linearPattern';

class UncheckedObject extends z.ZodObject<z.ZodRawShape, z.UnknownKeysParam> {
  override _parse(input: z.ParseInput): z.ParseReturnType<this['_output']> {
    return z.OK(input.data as this['_output']);
  }
}

/**
 * Converts the schema of an input into zod of version 3, as the registry wants
 * it. It takes whatever is given: the tool checks its input itself and names
 * every problem, where the registry would only say that there is one.
 */
export function toActionSchema(schema: Record<string, unknown>): AnyZodObject {
  return new UncheckedObject(toObject(schema)._def);
}

type JsonSchema = Record<string, unknown>;

function toObject(schema: JsonSchema): AnyZodObject {
  const required = (schema.required ?? []) as string[];
  const properties = Object.entries(
    (schema.properties ?? {}) as Record<string, JsonSchema>,
  );
  const object = z.object(
    Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        required.includes(name) ? toZod(property) : toZod(property).optional(),
      ]),
    ),
  );
  return schema.additionalProperties === false
    ? object.strict()
    : object.passthrough();
}

function toZod(schema: JsonSchema): z.ZodTypeAny {
  const { description, default: value } = schema;
  const bare = toBare(schema);
  const described =
    typeof description === 'string' ? bare.describe(description) : bare;
  return value === undefined ? described : described.default(value);
}

/**
 * Converts a schema without its description; what cannot be said in zod becomes
 * any value, and the tool's own check decides.
 */
function toBare(schema: JsonSchema): z.ZodTypeAny {
  if (Array.isArray(schema.enum)) return toChoice(schema.enum);
  if ('const' in schema) return toChoice([schema.const]);
  const ways = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(ways)) return toUnion(ways as JsonSchema[]);
  if (Array.isArray(schema.type)) {
    return toUnion(schema.type.map(type => ({ ...schema, type })));
  }
  switch (schema.type) {
    case 'string':
      return toText(schema);
    case 'number':
      return toNumber(schema, z.number());
    case 'integer':
      return toNumber(schema, z.number().int());
    case 'boolean':
      return z.boolean();
    case 'null':
      return z.null();
    case 'array':
      return toList(schema);
    case 'object':
      return toRecord(schema);
    default:
      return z.any();
  }
}

function toChoice(values: unknown[]): z.ZodTypeAny {
  const [first, ...rest] = values;
  if (values.every(value => typeof value === 'string')) {
    return z.enum([first as string, ...(rest as string[])]);
  }
  const literals = values.map(value => z.literal(value as z.Primitive));
  return oneOf(literals);
}

function toUnion(schemas: JsonSchema[]): z.ZodTypeAny {
  return oneOf(schemas.map(toZod));
}

function oneOf(types: z.ZodTypeAny[]): z.ZodTypeAny {
  const [first, second, ...rest] = types;
  if (!first) return z.any();
  return second ? z.union([first, second, ...rest]) : first;
}

function toText({ minLength, maxLength, pattern, format }: JsonSchema) {
  let text = z.string();
  if (typeof minLength === 'number') text = text.min(minLength);
  if (typeof maxLength === 'number') text = text.max(maxLength);
  if (format === 'uuid') return text.uuid();
  if (format === 'date-time') return text.datetime({ offset: true });
  return typeof pattern === 'string' ? withPattern(text, pattern) : text;
}

/** A pattern that is shown as it was written, and matched in linear time. */
class LinearRegExp extends RegExp {
  override test(text: string): boolean {
    return compilePattern(this.source).test(text);
  }
}

/**
 * Adds a pattern to a text; one that JavaScript or RE2 does not know is left to
 * the check of the input.
 */
function withPattern(text: z.ZodString, pattern: string): z.ZodString {
  try {
    compilePattern(pattern);
    return text.regex(new LinearRegExp(pattern));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof InputError)
      return text;
    throw error;
  }
}

/**
 * Adds the limits of a number; those that only say how far whole numbers are
 * exact say nothing.
 */
function toNumber({ minimum, maximum }: JsonSchema, number: z.ZodNumber) {
  let limited = number;
  if (typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER) {
    limited = limited.min(minimum);
  }
  if (typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER) {
    limited = limited.max(maximum);
  }
  return limited;
}

function toList({ items, minItems, maxItems }: JsonSchema) {
  let list = z.array(isSchema(items) ? toZod(items) : z.any());
  if (typeof minItems === 'number') list = list.min(minItems);
  if (typeof maxItems === 'number') list = list.max(maxItems);
  return list;
}

function toRecord(schema: JsonSchema): z.ZodTypeAny {
  if (isSchema(schema.properties)) return toObject(schema);
  const { additionalProperties: values } = schema;
  return z.record(isSchema(values) ? toZod(values) : z.any());
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
