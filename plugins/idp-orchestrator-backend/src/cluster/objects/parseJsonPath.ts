import { InputError } from '@backstage/errors';

/** Reads what a path leads to in an object; more than one value when it branches. */
type Segment = (value: unknown) => unknown[];

const EXPECTED =
  'a path as kubectl wait takes it, such as {.status.health.status}, {.status.conditions[?(@.type=="Ready")].status}, {.metadata.labels[\'a.b/c\']} or {.items[0]}';

/** The kinds of segments, each with what it reads; the first that fits is taken. */
const SEGMENTS: Array<{
  form: RegExp;
  read: (...groups: string[]) => Segment;
}> = [
  { form: /(?:\.|\[)\*\]?/y, read: () => valuesOf },
  { form: /\.((?:\\.|[^.[\]\\*\s])+)/y, read: readUnescaped },
  { form: /\['([^']*)'\]|\["([^"]*)"\]/y, read: (a, b) => field(a ?? b) },
  { form: /\[(-?\d{1,9})\]/y, read: index => item(Number(index)) },
  {
    form: /\[\?\(\s*@((?:\.(?:\\.|[^.[\]\\*\s=!])+)+)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)\]/y,
    read: (path, operator, ...values) =>
      filter(path, operator, values.find(value => value !== undefined) ?? ''),
  },
];

/**
 * Parses a JSONPath of the kind that kubectl takes: fields, items, all items
 * and filters by one comparison, in braces or without.
 *
 * @throws InputError for another one, telling where it stops to be understood
 */
export function parseJsonPath(text: string): Segment {
  const inner = /^\{(.*)\}$/s.exec(text.trim())?.[1] ?? text.trim();
  const path = inner.replace(/^\$/, '');
  const segments: Segment[] = [];
  for (let at = 0; at < path.length;) {
    const next = readSegment(path, at);
    if (!next) {
      throw new InputError(
        `The jsonpath ${text} is not usable at "${path.slice(at, at + 40)}": expected ${EXPECTED}`,
      );
    }
    segments.push(next.segment);
    at = next.end;
  }
  if (segments.length === 0) {
    throw new InputError(
      `The jsonpath "${text}" leads nowhere: expected ${EXPECTED}`,
    );
  }
  return follow(segments);
}

function readSegment(path: string, at: number) {
  for (const { form, read } of SEGMENTS) {
    form.lastIndex = at;
    const found = form.exec(path);
    if (found) {
      const [whole, ...groups] = found;
      return { segment: read(...groups), end: at + whole.length };
    }
  }
  return undefined;
}

function follow(segments: Segment[]): Segment {
  return value =>
    segments.reduce<unknown[]>((values, next) => values.flatMap(next), [value]);
}

function readUnescaped(name: string): Segment {
  return field(name.replace(/\\(.)/g, '$1'));
}

function field(name: string): Segment {
  return value =>
    isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function item(index: number): Segment {
  return value =>
    Array.isArray(value) && value.at(index) !== undefined
      ? [value.at(index)]
      : [];
}

function valuesOf(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function filter(path: string, operator: string, wanted: string): Segment {
  const read = parseJsonPath(path);
  return value =>
    valuesOf(value).filter(one => {
      const [found] = read(one);
      return (String(found) === wanted) === (operator === '==');
    });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
