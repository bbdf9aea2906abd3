import { countOf, listValues } from './wordsOfIssue';

type Params = Record<string, unknown>;

/**
 * A problem as ajv tells it, as far as its words follow from it.
 *
 * @public
 */
export interface KeywordProblem {
  keyword: string;
  params: object;
  /** The value of the keyword; only for `not`. */
  schema?: unknown;
}

const FORMATS: Record<string, string> = {
  date: 'a date such as 2026-12-24',
  time: 'a time of day such as 18:00:00Z',
  'date-time': 'a time such as 2026-12-24T18:00:00Z',
  duration: 'a duration such as PT30M',
  email: 'an email address',
  hostname: 'the name of a host',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  uri: 'an address such as https://example.com',
  url: 'an address such as https://example.com',
  uuid: 'a UUID',
  regex: 'a regular expression',
};

const ORDERS: Record<string, string> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
};

/** What each keyword of JSON Schema expects, in the product's words. */
const WORDS: Record<string, (params: Params, schema: unknown) => string> = {
  type: ({ type }) => `a value of type ${[type].flat().join(' or ')}`,
  enum: ({ allowedValues }) =>
    `one of ${listValues(allowedValues as unknown[])}`,
  const: ({ allowedValue }) => listValues([allowedValue]),
  required: () => 'a value',
  additionalProperties: () => 'a known name',
  unevaluatedProperties: () => 'a known name',
  propertyNames: ({ propertyName }) =>
    `another name than ${JSON.stringify(propertyName)}`,
  minimum: compare,
  maximum: compare,
  exclusiveMinimum: compare,
  exclusiveMaximum: compare,
  formatMinimum: compare,
  formatMaximum: compare,
  formatExclusiveMinimum: compare,
  formatExclusiveMaximum: compare,
  multipleOf: ({ multipleOf }) => `a multiple of ${multipleOf}`,
  minLength: ({ limit }) => `at least ${countOf(limit, 'character')}`,
  maxLength: ({ limit }) => `at most ${countOf(limit, 'character')}`,
  minItems: ({ limit }) => `at least ${countOf(limit, 'item')}`,
  maxItems: ({ limit }) => `at most ${countOf(limit, 'item')}`,
  minProperties: ({ limit }) => `at least ${countOf(limit, 'field')}`,
  maxProperties: ({ limit }) => `at most ${countOf(limit, 'field')}`,
  additionalItems: ({ limit }) => `at most ${countOf(limit, 'item')}`,
  items: ({ limit }) => `at most ${countOf(limit, 'item')}`,
  uniqueItems: ({ i, j }) => `items that differ (${j} and ${i} are the same)`,
  contains: ({ minContains, maxContains }) =>
    maxContains === undefined
      ? `at least ${countOf(minContains, 'item')} of those that are asked for`
      : `${minContains} to ${maxContains} items of those that are asked for`,
  pattern: ({ pattern }) => `text of the form ${pattern}`,
  format: ({ format }) =>
    FORMATS[String(format)] ?? `text of the format ${format}`,
  dependencies: ({ property, deps }) =>
    `${deps} as well, since ${property} is given`,
  dependentRequired: ({ property, deps }) =>
    `${deps} as well, since ${property} is given`,
  anyOf: () => 'a value that one of the ways of its schema (anyOf) takes',
  oneOf: ({ passingSchemas }) =>
    passingSchemas
      ? 'a value that only one of the ways of its schema (oneOf) takes'
      : 'a value that one of the ways of its schema (oneOf) takes',
  not: (_, schema) => `a value that is not ${JSON.stringify(schema)}`,
  if: ({ failingKeyword }) =>
    `a value that the ${failingKeyword} of its schema takes`,
  'false schema': () => 'nothing',
};

/**
 * Says in the product's words what was expected where ajv found a problem, in the backend or a form.
 *
 * @public
 */
export function wordsOfKeyword({
  keyword,
  params,
  schema,
}: KeywordProblem): string {
  const words = WORDS[keyword];
  return words
    ? words(params as Params, schema)
    : `a value that ${keyword} of its schema takes`;
}

function compare({ comparison, limit }: Params): string {
  return `${ORDERS[String(comparison)] ?? comparison} ${limit}`;
}
