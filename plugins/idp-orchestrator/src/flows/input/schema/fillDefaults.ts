import { takeStep, type Budget } from './Budget';
import {
  asSchema,
  isRecord,
  namedSchemas,
  textsOf,
  type JsonSchema,
} from './JsonSchema';
import { resolveSchema } from './resolveSchema';

/** Objects within objects, at most: a schema may refer to itself. */
const DEEPEST = 8;
const MOST_FIELDS = 1_000;

/**
 * Fills in what a schema gives as `default`, and nothing else. An object that
 * may be left out stays out where its defaults alone do not make it whole:
 * what is filled in must not have to be filled up.
 */
export function fillDefaults(
  schema: unknown,
  value: unknown,
  root: JsonSchema = asSchema(schema),
): unknown {
  return fill(schema, value, startOf(root));
}

/** The fields of an object with their defaults, as soon as there is any other field. */
export function fillFields(
  schema: JsonSchema,
  value: Record<string, unknown>,
  root: JsonSchema,
): Record<string, unknown> {
  return fillObject(schema, value, startOf(root));
}

interface Around {
  root: JsonSchema;
  depth: number;
  budget: Budget;
}

function startOf(root: JsonSchema): Around {
  return { root, depth: 0, budget: { left: MOST_FIELDS } };
}

function fill(schema: unknown, value: unknown, around: Around): unknown {
  const { root, depth, budget } = around;
  if (!takeStep(budget)) return value;
  const below = { ...around, depth: depth + 1 };
  const resolved = resolveSchema(schema, root, value);
  if (value === undefined && resolved.default !== undefined) {
    return copyOf(resolved.default);
  }
  if (depth > DEEPEST) return value;
  if (Array.isArray(value) && isRecord(resolved.items)) {
    return value.map(item => fill(resolved.items, item, below));
  }
  if (isRecord(value)) return fillObject(resolved, value, below);
  if (value !== undefined || !isRecord(resolved.properties)) return value;
  const filled = fillObject(resolved, {}, below);
  const isWhole = textsOf(resolved.required).every(
    name => filled[name] !== undefined,
  );
  return isWhole && Object.keys(filled).length > 0 ? filled : undefined;
}

function fillObject(
  schema: JsonSchema,
  value: Record<string, unknown>,
  around: Around,
): Record<string, unknown> {
  const filled = { ...value };
  for (const [name, field] of Object.entries(namedSchemas(schema.properties))) {
    const of = fill(field, value[name], around);
    if (of !== undefined) filled[name] = of;
  }
  return filled;
}

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
