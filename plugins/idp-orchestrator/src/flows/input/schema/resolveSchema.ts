import { takeStep, type Budget } from './Budget';
import { fits } from './checkValue';
import {
  asSchema,
  followReference,
  isRecord,
  namedSchemas,
  textsOf,
  type JsonSchema,
} from './JsonSchema';

const DEEPEST = 20;
const MOST_PARTS = 500;

/**
 * What a schema says of a value, in one piece: references followed, the parts
 * of `allOf` joined, and of `if` and `dependencies` what holds for this value.
 * Of one that has more parts than that it says what the first ones say.
 */
export function resolveSchema(
  schema: unknown,
  root: JsonSchema,
  value: unknown,
): JsonSchema {
  const budget = { left: MOST_PARTS };
  return resolve(asSchema(schema), { root, value, depth: 0, budget });
}

interface Around {
  root: JsonSchema;
  value: unknown;
  depth: number;
  budget: Budget;
}

function resolve(schema: JsonSchema, around: Around): JsonSchema {
  const { root, value, depth, budget } = around;
  if (depth > DEEPEST || !takeStep(budget)) return {};
  const below = { ...around, depth: depth + 1 };
  const {
    allOf,
    if: condition,
    then: onTrue,
    else: onFalse,
    dependencies,
    ...own
  } = followReference(schema, root);
  const side = sideOf({ condition, onTrue, onFalse }, around);
  const parts = [
    ...(Array.isArray(allOf) ? allOf : []),
    ...(side === undefined ? [] : [side]),
    ...Object.entries(namedSchemas(dependencies))
      .filter(([name, needed]) => isGiven(value, name) && isRecord(needed))
      .map(([, needed]) => needed),
  ];
  return parts
    .map(part => resolve(asSchema(part), below))
    .reduce(joinSchemas, own);
}

/** The side of an `if` that holds for a value; none where both are the same. */
function sideOf(
  {
    condition,
    onTrue,
    onFalse,
  }: { condition: unknown; onTrue: unknown; onFalse: unknown },
  { root, value }: Around,
): unknown {
  if (condition === undefined) return undefined;
  return fits(condition, value ?? {}, root) ? onTrue : onFalse;
}

function isGiven(value: unknown, name: string): boolean {
  return isRecord(value) && value[name] !== undefined;
}

/** The higher or lower of two limits holds; of anything else what was said first. */
const LIMITS: Record<string, (one: number, other: number) => number> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
};

/** A schema that says what both say, as far as a form shows it. */
export function joinSchemas(one: JsonSchema, other: JsonSchema): JsonSchema {
  const joined: Record<string, unknown> = { ...other, ...one };
  for (const [keyword, choose] of Object.entries(LIMITS)) {
    const [first, second] = [one[keyword], other[keyword]];
    if (typeof first === 'number' && typeof second === 'number') {
      joined[keyword] = choose(first, second);
    }
  }
  if (one.required && other.required) {
    joined.required = [...textsOf(one.required), ...textsOf(other.required)];
  }
  if (one.properties && other.properties) {
    joined.properties = joinFields(
      namedSchemas(one.properties),
      namedSchemas(other.properties),
    );
  }
  return joined;
}

function joinFields(
  one: Record<string, unknown>,
  other: Record<string, unknown>,
): Record<string, unknown> {
  const both = Object.keys(other)
    .filter(name => Object.hasOwn(one, name))
    .map(name => [name, { allOf: [one[name], other[name]] }]);
  return { ...one, ...other, ...Object.fromEntries(both) };
}
