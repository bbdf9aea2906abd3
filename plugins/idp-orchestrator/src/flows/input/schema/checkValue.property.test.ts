import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { wordsOfKeyword } from '@idp/backstage-plugin-idp-orchestrator-common';
import { messages } from '../../../messages';
import type { Translate } from '../../../translation';
import { flattenTexts } from '../../../translations/flattenTexts';
import { anyInputSchema } from '../__testUtils__/anySchema';
import { checkValue } from './checkValue';
import { fillDefaults } from './fillDefaults';
import type { JsonSchema } from './JsonSchema';
import { tellExpected } from './tellExpected';

const anyValue = fc.dictionary(
  fc.constantFrom('a', 'b', 'c d', 'const', 'x1'),
  fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      'aa',
      'one',
      5,
      0,
      '2026-12-24',
      '18:00:00Z',
      '2026-12-24T18:00:00Z',
      {},
      [],
      ['a', 'a'],
      { a: 'aa', b: 1 },
    ),
  ),
);

/** As the backend checks, but for the patterns that it takes from RE2. */
function compile(schema: JsonSchema) {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
  });
  addFormats(ajv);
  try {
    return ajv.compile(schema);
  } catch {
    // A flow with such a schema is not loaded.
    return undefined;
  }
}

const english = flattenTexts(messages);

/** The English texts, without an app around them. */
const t = ((key: string, params: Record<string, unknown> = {}) => {
  const many = Number(params.count) === 1 ? 'one' : 'other';
  const text = english[key] ?? english[`${key}_${many}`];
  return text.replace(/{{(\w+)}}/g, (_, name) => String(params[name]));
}) as unknown as Translate;

describe('The check of a form', () => {
  it('refuses nothing that the backend would take, and tells it as the backend does', () => {
    fc.assert(
      fc.property(anyInputSchema, anyValue, (schema, value) => {
        const validate = compile(schema);
        if (!validate) return;
        const matches = (pattern: string, text: string) => {
          try {
            return new RegExp(pattern, 'u').test(text);
          } catch {
            return true;
          }
        };
        const findings = checkValue(schema, value, { root: schema, matches });
        expect(validate(value) && findings.length > 0).toBe(false);
        for (const finding of findings) {
          expect(tellExpected(finding, t)).toBe(wordsOfKeyword(finding));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds what does not fit where the backend does', () => {
    const schema = {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 2 },
        size: { type: 'integer', maximum: 9, multipleOf: 3 },
        day: { type: 'string', format: 'date' },
        list: { type: 'array', items: { enum: [1, 2] }, uniqueItems: true },
        way: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      },
    };
    const found = (value: unknown) =>
      checkValue(schema, value, { root: schema, matches: () => true }).map(
        ({ path, keyword }) => `${path.join('.')}: ${keyword}`,
      );
    const values = [
      {},
      { name: 'x' },
      { name: 'xy', size: 10 },
      { name: 'xy', size: 1.5 },
      { name: 'xy', day: '2026-02-30' },
      { name: 'xy', list: [1, 1, 3] },
      { name: 'xy', way: true },
      { name: 'xy', other: 1 },
      { name: 'xy', size: 9, day: '2024-02-29', list: [2, 1], way: 1 },
    ];
    const validate = compile(schema);
    expect(values.map(value => found(value).length === 0)).toEqual(
      values.map(value => validate?.(value)),
    );
    expect(values.map(found)).toEqual([
      ['name: required'],
      ['name: minLength'],
      ['size: maximum', 'size: multipleOf'],
      ['size: type', 'size: multipleOf'],
      ['day: format'],
      ['list.2: enum', 'list: uniqueItems'],
      ['way: oneOf'],
      ['other: additionalProperties'],
      [],
    ]);
  });
});

describe('What is filled in at first', () => {
  it('is nothing where a schema gives no default', () => {
    fc.assert(
      fc.property(anyInputSchema, schema => {
        expect(fillDefaults(schema, {})).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  it('leaves an object out that its defaults do not make whole', () => {
    const inner = (required: string[]) => ({
      properties: {
        at: {
          type: 'object',
          required,
          properties: { host: { type: 'string' }, port: { default: 80 } },
        },
      },
    });
    expect(fillDefaults(inner(['host']), {})).toEqual({});
    expect(fillDefaults(inner([]), {})).toEqual({ at: { port: 80 } });
    expect(fillDefaults(inner(['host']), { at: { host: 'x' } })).toEqual({
      at: { host: 'x', port: 80 },
    });
  });
});
