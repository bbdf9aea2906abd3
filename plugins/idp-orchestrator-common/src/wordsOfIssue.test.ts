import * as z from 'zod';
import { problemsOf } from './problem';

type Code = z.core.$ZodIssue['code'];

/** Each kind of problem that zod knows; a new one has to be added to compile. */
const CASES: Record<Code, Array<[z.ZodType, unknown, string]>> = {
  invalid_type: [
    [z.object({ a: z.string() }), {}, 'a: expected a text, got nothing'],
    [z.string(), 5, '(top level): expected a text, got 5'],
    [z.boolean(), 'x', '(top level): expected true or false, got "x"'],
    [z.int(), 1.5, '(top level): expected a whole number, got 1.5'],
    [z.array(z.string()), {}, '(top level): expected a list, got {}'],
    [z.object({}), [], '(top level): expected an object, got []'],
    [
      z.record(z.string(), z.string()),
      1,
      '(top level): expected an object, got 1',
    ],
    [z.never(), 1, '(top level): expected nothing, got 1'],
  ],
  invalid_value: [
    [z.enum(['a', 'b']), 'c', '(top level): expected one of a, b, got "c"'],
    [z.literal('x'), 'c', '(top level): expected x, got "c"'],
    [
      z.literal(['', null]),
      'c',
      '(top level): expected one of "", null, got "c"',
    ],
  ],
  too_small: [
    [
      z.string().min(2),
      'a',
      '(top level): expected at least 2 characters, got "a"',
    ],
    [
      z.string().length(2),
      'a',
      '(top level): expected exactly 2 characters, got "a"',
    ],
    [
      z.array(z.int()).min(1),
      [],
      '(top level): expected at least 1 item, got []',
    ],
    [z.number().min(3), 2, '(top level): expected at least 3, got 2'],
    [z.number().gt(3), 3, '(top level): expected more than 3, got 3'],
  ],
  too_big: [
    [
      z.string().max(1),
      'ab',
      '(top level): expected at most 1 character, got "ab"',
    ],
    [z.number().lt(3), 3, '(top level): expected less than 3, got 3'],
    [
      z.array(z.int()).max(1),
      [1, 2],
      '(top level): expected at most 1 item, got [1,2]',
    ],
  ],
  not_multiple_of: [
    [
      z.number().multipleOf(5),
      7,
      '(top level): expected a multiple of 5, got 7',
    ],
  ],
  invalid_format: [
    [
      z.iso.date(),
      'x',
      '(top level): expected a date such as 2026-12-24, got "x"',
    ],
    [
      z.iso.datetime(),
      'x',
      '(top level): expected a time such as 2026-12-24T18:00:00Z, got "x"',
    ],
    [z.email(), 'x', '(top level): expected an email address, got "x"'],
    [
      z.url(),
      'x',
      '(top level): expected an address such as https://example.com, got "x"',
    ],
    [z.uuid(), 'x', '(top level): expected a UUID, got "x"'],
    [
      z.string().regex(/^a$/),
      'x',
      '(top level): expected text of the form /^a$/, got "x"',
    ],
    [
      z.string().startsWith('a'),
      'x',
      '(top level): expected text that begins with a, got "x"',
    ],
    [
      z.string().endsWith('a'),
      'x',
      '(top level): expected text that ends with a, got "x"',
    ],
    [
      z.string().includes('a'),
      'x',
      '(top level): expected text that holds a, got "x"',
    ],
    [z.ulid(), 'x', '(top level): expected text of the format ulid, got "x"'],
  ],
  unrecognized_keys: [
    [
      z.strictObject({}),
      { a: 1 },
      'a: expected no property of this name, got 1',
    ],
  ],
  invalid_union: [
    [
      z.union([z.string(), z.number()]),
      true,
      '(top level): expected a text or a number, got true',
    ],
    [
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
      { kind: 'b' },
      'kind: expected another value, got "b"',
    ],
    [
      z.union([z.array(z.string()), z.literal('all')]),
      [1],
      '(top level): expected a text at 0 or all, got [1]',
    ],
  ],
  invalid_key: [
    [
      z.record(z.string().min(2), z.string()),
      { a: 'x' },
      'a: expected a name that can be used: at least 2 characters, got "x"',
    ],
  ],
  invalid_element: [
    [
      z.map(z.string(), z.array(z.string())),
      new Map([['k', 1]]),
      'k: expected a list, got nothing',
    ],
  ],
  custom: [
    [
      z.string().refine(() => false),
      'x',
      '(top level): expected another value, got "x"',
    ],
    [
      z.string().refine(() => false, 'a word'),
      'x',
      '(top level): expected a word, got "x"',
    ],
  ],
};

const lines = (schema: z.ZodType, value: unknown) =>
  problemsOf(schema.safeParse(value).error as z.ZodError, value).map(
    ({ path, expected, got }) =>
      `${path || '(top level)'}: expected ${expected}, got ${got}`,
  );

describe('What zod finds wrong', () => {
  it.each(Object.values(CASES).flat())(
    'is told in the words of the product (%#)',
    (schema, value, line) => {
      expect(lines(schema, value)).toEqual([line]);
    },
  );

  it('is told in the words of the schema where it has some', () => {
    const name = z.string('the name of a service').min(2, 'a longer name');
    expect(lines(name, 1)).toEqual([
      '(top level): expected the name of a service, got 1',
    ]);
    expect(lines(name, 'a')).toEqual([
      '(top level): expected a longer name, got "a"',
    ]);
  });

  it('shows the whole of a text that stands for a list', () => {
    const list = z.preprocess(
      text => String(text).split(','),
      z.array(z.enum(['failed', 'running'])),
    );
    expect(lines(z.object({ status: list }), { status: 'faild' })).toEqual([
      'status.0: expected one of failed, running, got "faild"',
    ]);
  });
});
