import { isSecret } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  asSchema,
  isRecord,
  namedSchemas,
  numberOf,
  textOf,
  type JsonSchema,
} from './JsonSchema';

/** How a part of the input is filled in. */
export type FieldKind =
  | 'secret'
  | 'options'
  | 'ways'
  | 'yes-no'
  | 'number'
  | 'text'
  | 'long-text'
  | 'date'
  | 'time'
  | 'date-time'
  | 'texts'
  | 'list'
  | 'object'
  | 'json';

/** One of the values that a field may have. */
export interface Option {
  value: unknown;
  title?: string;
}

/** The types that a schema names, or that follow from what else it says. */
export function typesOf(schema: JsonSchema): string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter(one => typeof one === 'string');
  if (isRecord(schema.properties) || isRecord(schema.patternProperties)) {
    return ['object'];
  }
  if (isRecord(schema.items)) return ['array'];
  if (textOf(schema.format) || textOf(schema.pattern)) return ['string'];
  return [];
}

/** Whether nothing at all can be said as `null`. */
export function isNullable(schema: JsonSchema): boolean {
  return typesOf(schema).includes('null');
}

function plainTypesOf(schema: JsonSchema): string[] {
  return typesOf(schema).filter(type => type !== 'null');
}

/** The values that a schema lists; nothing where it allows others. */
export function optionsOf(schema: JsonSchema): Option[] | undefined {
  if (schema.const !== undefined) return [{ value: schema.const }];
  if (Array.isArray(schema.enum)) {
    return schema.enum.map(value => ({ value }));
  }
  if (isRecord(schema.properties)) return undefined;
  const ways = listedWays(schema);
  if (!ways?.length || !ways.every(way => way.const !== undefined)) {
    return undefined;
  }
  return ways.map(way => ({ value: way.const, title: textOf(way.title) }));
}

/** The several ways to fill a part in, of which one has to be chosen. */
export function waysOf(schema: JsonSchema): JsonSchema[] | undefined {
  const listed = listedWays(schema);
  if (listed?.length) return listed;
  const types = plainTypesOf(schema);
  return types.length > 1
    ? types.map(type => ({ ...schema, title: undefined, type }))
    : undefined;
}

function listedWays({ oneOf, anyOf }: JsonSchema): JsonSchema[] | undefined {
  const ways = oneOf ?? anyOf;
  // With both each way of one would have a choice of the other.
  if (!Array.isArray(ways) || (oneOf && anyOf)) return undefined;
  return ways.map(asSchema);
}

/** What a schema says besides the ways. */
export function withoutWays(schema: JsonSchema): JsonSchema {
  const { oneOf: _, anyOf: __, ...rest } = schema;
  return rest;
}

/**
 * A text has several lines where the schema says so (`format: textarea`,
 * `x-multiline: true`), or allows more characters than fit in a line.
 */
const LONGEST_LINE = 120;

function isLong(schema: JsonSchema): boolean {
  return (
    schema.format === 'textarea' ||
    schema['x-multiline'] === true ||
    (numberOf(schema.maxLength) ?? 0) > LONGEST_LINE
  );
}

const FORMATTED: Record<string, FieldKind> = {
  date: 'date',
  time: 'time',
  'date-time': 'date-time',
};

/** How a part is filled in; as JSON where there is no better way. */
export function kindOf(schema: JsonSchema): FieldKind {
  if (isSecret(schema)) return 'secret';
  if (optionsOf(schema)) return 'options';
  if (schema.oneOf !== undefined && schema.anyOf !== undefined) return 'json';
  if (waysOf(schema)) return 'ways';
  switch (plainTypesOf(schema)[0]) {
    case 'boolean':
      return 'yes-no';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      return (
        FORMATTED[String(schema.format)] ??
        (isLong(schema) ? 'long-text' : 'text')
      );
    case 'array':
      return kindOfList(schema);
    case 'object':
      return hasFields(schema) ? 'object' : 'json';
    default:
      return 'json';
  }
}

function kindOfList({ items }: JsonSchema): FieldKind {
  if (!isRecord(items)) return 'json';
  return kindOf(items) === 'text' && !items.$ref ? 'texts' : 'list';
}

/** Whether fields are named, or said of all that a map has. */
function hasFields(schema: JsonSchema): boolean {
  return (
    Object.keys(namedSchemas(schema.properties)).length > 0 || isMap(schema)
  );
}

/** Whether fields of any name can be added, and what they hold is said. */
export function isMap(schema: JsonSchema): boolean {
  return (
    isRecord(schema.additionalProperties) ||
    Object.keys(namedSchemas(schema.patternProperties)).length > 0
  );
}

/** Whether there is only one value that fits. */
export function isFixed(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return (
    schema.const !== undefined || (types.length === 1 && types[0] === 'null')
  );
}
