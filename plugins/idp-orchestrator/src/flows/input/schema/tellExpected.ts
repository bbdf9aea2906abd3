import type { Translate } from '../../../translation';
import type { Finding } from './Place';

type Words = (params: Record<string, unknown>, t: Translate) => string;

const FORMATS = [
  'date',
  'time',
  'date-time',
  'email',
  'ipv4',
  'uri',
  'uuid',
] as const;

const TYPES = [
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
] as const;

type Compared = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';
type Counted =
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties';

const compared =
  (keyword: Compared): Words =>
  ({ limit }, t) =>
    t(`expected.${keyword}`, { limit: String(limit) });

const counted =
  (keyword: Counted): Words =>
  ({ limit }, t) =>
    t(`expected.${keyword}`, { count: Number(limit) });

/** Values as they are listed in a sentence. */
export function listValues(values: readonly unknown[]): string {
  return values.map(tellValue).join(', ');
}

/** A text as it is, the rest as JSON. */
export function tellValue(value: unknown): string {
  return typeof value === 'string' && value !== ''
    ? value
    : (JSON.stringify(value) ?? '');
}

/** What a format asks for, in words. */
export function tellFormat(format: unknown, t: Translate): string {
  const known = FORMATS.find(one => one === format);
  return known
    ? t(`expected.format.${known}`)
    : t('expected.otherFormat', { format: String(format) });
}

const WORDS: Record<string, Words> = {
  required: (_, t) => t('expected.required'),
  type: ({ type }, t) =>
    t('expected.type', {
      type: TYPES.filter(one => [type].flat().includes(one))
        .map(one => t(`expected.types.${one}`))
        .join(t('expected.or')),
    }),
  enum: ({ allowedValues }, t) =>
    t('expected.enum', { values: listValues([allowedValues].flat()) }),
  const: ({ allowedValue }) => tellValue(allowedValue),
  additionalProperties: (_, t) => t('expected.additionalProperties'),
  propertyNames: ({ propertyName }, t) =>
    t('expected.propertyNames', { name: JSON.stringify(propertyName) }),
  minimum: compared('minimum'),
  maximum: compared('maximum'),
  exclusiveMinimum: compared('exclusiveMinimum'),
  exclusiveMaximum: compared('exclusiveMaximum'),
  multipleOf: ({ multipleOf }, t) =>
    t('expected.multipleOf', { step: String(multipleOf) }),
  minLength: counted('minLength'),
  maxLength: counted('maxLength'),
  minItems: counted('minItems'),
  maxItems: counted('maxItems'),
  minProperties: counted('minProperties'),
  maxProperties: counted('maxProperties'),
  uniqueItems: ({ i, j }, t) =>
    t('expected.uniqueItems', { first: String(j), second: String(i) }),
  pattern: ({ pattern }, t) =>
    t('expected.pattern', { pattern: String(pattern) }),
  format: ({ format }, t) => tellFormat(format, t),
  dependencies: ({ property, deps }, t) =>
    t('expected.dependencies', {
      property: String(property),
      needed: String(deps),
    }),
  anyOf: (_, t) => t('expected.anyOf'),
  oneOf: ({ passingSchemas }, t) =>
    t(passingSchemas ? 'expected.onlyOneOf' : 'expected.oneOf'),
  'false schema': (_, t) => t('expected.nothing'),
};

/** Says in the reader's language what was expected; in English by the words that the backend uses. */
export function tellExpected(
  { keyword, params }: Pick<Finding, 'keyword' | 'params'>,
  t: Translate,
): string {
  return WORDS[keyword](params, t);
}
