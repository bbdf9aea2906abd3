import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
type IssueOf<Code> = Extract<Issue, { code: Code }>;
type Limit = IssueOf<'too_small'> | IssueOf<'too_big'>;

/** How zod's own messages begin. Those that schemas bring are told as they are. */
const OF_ZOD = /^(Invalid|Too (small|big): |Unrecognized key)/;

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  map: 'an object',
  date: 'a date',
  null: 'null',
  undefined: 'nothing',
  never: 'nothing',
  nan: 'NaN',
};

const FORMATS: Record<string, string> = {
  datetime: 'a time such as 2026-12-24T18:00:00Z',
  date: 'a date such as 2026-12-24',
  time: 'a time of day such as 18:00:00',
  duration: 'a duration such as PT30M',
  email: 'an email address',
  url: 'an address such as https://example.com',
  uuid: 'a UUID',
  guid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'text in base64',
  json_string: 'text in JSON',
};

const UNITS: Record<string, string> = {
  string: 'character',
  array: 'item',
  set: 'item',
  object: 'field',
  map: 'field',
  record: 'field',
  file: 'byte',
};

/**
 * Says in the product's words what was expected where zod found a problem: as
 * the schema says it, or else what zod's own message would say.
 */
export function wordsOfIssue(issue: Issue): string {
  if (!OF_ZOD.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${listValues(issue.values)}`;
    case 'too_small':
      return limit(issue, issue.minimum, ['at least', 'more than']);
    case 'too_big':
      return limit(issue, issue.maximum, ['at most', 'less than']);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return format(issue);
    case 'unrecognized_keys':
      return `no property ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return union(issue);
    case 'invalid_key':
      return `a name that can be used: ${wordsOfAll(issue.issues)}`;
    case 'invalid_element':
      return `an item that can be used: ${wordsOfAll(issue.issues)}`;
    default:
      return 'another value';
  }
}

function limit(
  issue: Limit,
  bound: number | bigint,
  [inclusive, exclusive]: [string, string],
): string {
  const how = issue.inclusive === false ? exclusive : inclusive;
  const words = issue.exact ? 'exactly' : how;
  return `${words} ${countOf(bound, UNITS[issue.origin])}`;
}

function format(issue: IssueOf<'invalid_format'>): string {
  const { prefix, suffix, includes, pattern } = issue as {
    prefix?: string;
    suffix?: string;
    includes?: string;
    pattern?: string;
  };
  switch (issue.format) {
    case 'starts_with':
      return `text that begins with ${prefix}`;
    case 'ends_with':
      return `text that ends with ${suffix}`;
    case 'includes':
      return `text that holds ${includes}`;
    case 'regex':
      return `text of the form ${pattern}`;
    default:
      return FORMATS[issue.format] ?? `text of the format ${issue.format}`;
  }
}

/** What each way of a union expected; a way that got further says where. */
function union({ errors }: IssueOf<'invalid_union'>): string {
  const ways = errors.map(wordsOfAll).filter(Boolean);
  return [...new Set(ways)].join(' or ') || 'another value';
}

function wordsOfAll(issues: Issue[]): string {
  return issues
    .map(issue => {
      const words = wordsOfIssue(issue);
      return issue.path.length > 0
        ? `${words} at ${issue.path.join('.')}`
        : words;
    })
    .join(' and ');
}

/** Writes a number of things: `1 item`, `2 items`. */
export function countOf(number: unknown, unit?: string): string {
  if (unit === undefined) return String(number);
  return `${number} ${unit}${Number(number) === 1 ? '' : 's'}`;
}

/** Lists values as people write them: texts without quotes, the rest as JSON. */
export function listValues(values: readonly unknown[]): string {
  return values
    .map(value =>
      typeof value === 'string' && value !== ''
        ? value
        : (JSON.stringify(value) ?? String(value)),
    )
    .join(', ');
}
