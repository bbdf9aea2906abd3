import { takeStep } from './Budget';
import { FORMATS } from './formats';
import {
  asSchema,
  canonical,
  followReference,
  isRecord,
  namedSchemas,
  numberOf,
  textsOf,
  type JsonSchema,
} from './JsonSchema';
import { LIMITS } from './limitKeywords';
import {
  choiceName,
  fail,
  type CheckOptions,
  type Finding,
  type Keyword,
  type Place,
} from './Place';

const DEEPEST = 100;
const MOST_STEPS = 20_000;

/**
 * Lists what of a value does not fit its schema. What it does not know, or does
 * not come to in so many steps, it takes as fitting, so it never refuses what
 * the backend would take.
 */
export function checkValue(
  schema: unknown,
  value: unknown,
  options: CheckOptions,
): Finding[] {
  return check({
    ...options,
    schema: asSchema(schema),
    value,
    path: [],
    level: 0,
    depth: 0,
    budget: { left: MOST_STEPS },
  });
}

/** Whether a value fits a schema as far as can be told. */
export function fits(
  schema: unknown,
  value: unknown,
  root: JsonSchema,
): boolean {
  const options = { root, matches: () => true };
  return checkValue(schema, value, options).length === 0;
}

function check(place: Place): Finding[] {
  const depth = place.depth + 1;
  if (depth > DEEPEST || place.value === undefined) return [];
  if (!takeStep(place.budget)) return [];
  const schema = followReference(place.schema, place.root);
  const at = { ...place, schema, depth };
  return Object.entries(schema).flatMap(([keyword, limit]) =>
    Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword](limit, at) : [],
  );
}

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: value => typeof value === 'string',
  number: value => typeof value === 'number',
  integer: value => Number.isInteger(value),
  boolean: value => typeof value === 'boolean',
  null: value => value === null,
  array: value => Array.isArray(value),
  object: isRecord,
};

const KEYWORDS: Record<string, Keyword> = {
  type: (type, place) =>
    [type].flat().some(one => TYPES[String(one)]?.(place.value) ?? true)
      ? []
      : fail(place, 'type', { type }),
  enum: (allowedValues, place) =>
    !Array.isArray(allowedValues) ||
    allowedValues.some(one => canonical(one) === canonical(place.value))
      ? []
      : fail(place, 'enum', { allowedValues }),
  const: (allowedValue, place) =>
    canonical(allowedValue) === canonical(place.value)
      ? []
      : fail(place, 'const', { allowedValue }),
  ...LIMITS,
  multipleOf: (given, place) => {
    const value = numberOf(place.value);
    const multipleOf = numberOf(given);
    if (value === undefined || !multipleOf) return [];
    return Number.isInteger(value / multipleOf)
      ? []
      : fail(place, 'multipleOf', { multipleOf });
  },
  pattern: (pattern, place) =>
    typeof pattern !== 'string' ||
    typeof place.value !== 'string' ||
    place.matches(pattern, place.value)
      ? []
      : fail(place, 'pattern', { pattern }),
  format: (format, place) =>
    typeof place.value !== 'string' ||
    (FORMATS[String(format)]?.(place.value) ?? true)
      ? []
      : fail(place, 'format', { format }),
  uniqueItems: checkUnique,
  items: checkItems,
  required: (names, place) =>
    isRecord(place.value)
      ? textsOf(names)
          .filter(name => !has(place.value, name))
          .flatMap(name => fail(child(place, name, true), 'required'))
      : [],
  properties: (_, place) => checkFields(place),
  patternProperties: (_, place) =>
    'properties' in place.schema ? [] : checkFields(place),
  additionalProperties: (_, place) =>
    'properties' in place.schema || 'patternProperties' in place.schema
      ? []
      : checkFields(place),
  propertyNames: (names, place) =>
    isRecord(place.value)
      ? Object.keys(place.value)
          .filter(
            name =>
              check({ ...place, schema: asSchema(names), value: name }).length >
              0,
          )
          .flatMap(propertyName =>
            fail(child(place, propertyName, true), 'propertyNames', {
              propertyName,
            }),
          )
      : [],
  dependencies: checkDependencies,
  allOf: (parts, place) =>
    listOf(parts).flatMap(part => check({ ...place, schema: part })),
  anyOf: (parts, place) => checkWays('anyOf', listOf(parts), place),
  oneOf: (parts, place) => checkWays('oneOf', listOf(parts), place),
  if: (condition, place) => {
    const holds = isFitting(asSchema(condition), place);
    const side = place.schema[holds ? 'then' : 'else'];
    return check({ ...place, schema: asSchema(side ?? true) });
  },
  // Only what allows nothing at all; the rest is left to the backend.
  not: (schema, place) =>
    isRecord(schema) && Object.keys(schema).length === 0
      ? fail(place, 'false schema')
      : [],
};

function child(place: Place, key: string | number, value: unknown): Place {
  return { ...place, path: [...place.path, key], value, level: 0 };
}

function has(value: unknown, name: string): boolean {
  return isRecord(value) && value[name] !== undefined;
}

function listOf(parts: unknown): JsonSchema[] {
  return Array.isArray(parts) ? parts.map(asSchema) : [];
}

function isFitting(schema: JsonSchema, place: Place): boolean {
  return check({ ...place, schema, choices: undefined }).length === 0;
}

/** The schemas that say what a field may be; none where its name is not known. */
export function schemasOfField(
  schema: JsonSchema,
  name: string,
  matches: CheckOptions['matches'],
): JsonSchema[] | undefined {
  const { properties, patternProperties, additionalProperties } = schema;
  const named = namedSchemas(properties);
  const found = [
    ...(Object.hasOwn(named, name) ? [named[name]] : []),
    ...Object.entries(namedSchemas(patternProperties))
      .filter(([pattern]) => matches(pattern, name))
      .map(([, one]) => one),
  ];
  if (found.length > 0) return found.map(asSchema);
  return additionalProperties === false
    ? undefined
    : [asSchema(additionalProperties ?? true)];
}

function checkFields(place: Place): Finding[] {
  const { value, schema, matches } = place;
  if (!isRecord(value)) return [];
  return Object.keys(value).flatMap(name => {
    const at = child(place, name, value[name]);
    // A row of a map that has a name and no value yet.
    if (value[name] === undefined) return fail(at, 'required');
    const schemas = schemasOfField(schema, name, matches);
    if (!schemas) return fail(at, 'additionalProperties');
    return schemas.flatMap(one => check({ ...at, schema: one }));
  });
}

function checkItems(items: unknown, place: Place): Finding[] {
  const { value, schema } = place;
  if (!Array.isArray(value)) return [];
  const schemaAt = (index: number) =>
    Array.isArray(items)
      ? (items[index] ?? schema.additionalItems ?? true)
      : items;
  return value.flatMap((item, index) => {
    const at = child(place, index, item);
    // It was added and not filled in yet.
    if (item === undefined) return fail(at, 'required');
    return check({ ...at, schema: asSchema(schemaAt(index)) });
  });
}

function checkUnique(isWanted: unknown, place: Place): Finding[] {
  if (isWanted !== true || !Array.isArray(place.value)) return [];
  const texts = place.value.map(canonical);
  const i = texts.findIndex((text, index) => texts.indexOf(text) < index);
  return i < 0
    ? []
    : fail(place, 'uniqueItems', { i, j: texts.indexOf(texts[i]) });
}

function checkDependencies(dependencies: unknown, place: Place): Finding[] {
  return Object.entries(namedSchemas(dependencies))
    .filter(([property]) => has(place.value, property))
    .flatMap(([property, needed]) => {
      if (!Array.isArray(needed)) {
        return check({ ...place, schema: asSchema(needed) });
      }
      const missing = textsOf(needed).filter(name => !has(place.value, name));
      return missing.length > 0
        ? fail(place, 'dependencies', { property, deps: missing.join(', ') })
        : [];
    });
}

/** Checks the way that was chosen, if one was; else whether as many fit as should. */
function checkWays(
  keyword: 'anyOf' | 'oneOf',
  ways: JsonSchema[],
  place: Place,
): Finding[] {
  const level = place.level + 1;
  const below = { ...place, level };
  const chosen = place.choices?.get(choiceName(place.path, level));
  if (chosen !== undefined && ways[chosen]) {
    return check({ ...below, schema: ways[chosen] });
  }
  const fitting = ways.filter(way => isFitting(way, below)).length;
  if (fitting === 1 || (fitting > 1 && keyword === 'anyOf')) return [];
  return fail(place, keyword, fitting > 1 ? { passingSchemas: fitting } : {});
}
