import Ajv from 'ajv';
import { jsonSchemaProblems } from './jsonSchemaProblems';

describe('The problems of a value with its JSON Schema', () => {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 2 },
      size: { enum: ['small', 'large'] },
      count: { type: ['integer', 'null'], minimum: 1 },
      'a/b': { type: 'object', additionalProperties: false },
      items: { anyOf: [{ type: 'array' }, { type: 'array' }] },
    },
  };
  const check = (value: unknown, root?: string) => {
    const validate = ajv.compile(schema);
    validate(value);
    return jsonSchemaProblems(validate.errors, root).problems;
  };

  it('are none when it fits', () => {
    expect(check({ name: 'argo', size: 'small' })).toEqual([]);
  });

  it.each([
    [{}, { path: 'name', expected: 'a value', got: 'nothing' }],
    [
      { name: 'argo', siez: 1 },
      {
        path: 'siez',
        expected: 'a known name',
        got: 'an unknown one. Did you mean size? There are: name, size, count, a/b, items.',
      },
    ],
    [
      { name: 'argo', size: 'huge' },
      { path: 'size', expected: 'one of small, large', got: '"huge"' },
    ],
    [
      { name: 'argo', count: 'three' },
      {
        path: 'count',
        expected: 'a value of type integer or null',
        got: '"three"',
      },
    ],
    [
      { name: 'argo', count: 0 },
      { path: 'count', expected: 'at least 1', got: '0' },
    ],
    [
      { name: 'a' },
      {
        path: 'name',
        expected: 'at least 2 characters',
        got: '"a"',
      },
    ],
  ])('tell of %j what was expected and what was found', (value, problem) => {
    expect(check(value)).toEqual([problem]);
  });

  it('are each below the root that is given, by the names as they are', () => {
    expect(check({ name: 'argo', 'a/b': { c: 1 } }, 'input')).toEqual([
      {
        path: 'input.a/b.c',
        expected: 'a known name',
        got: 'an unknown one. There is none.',
      },
    ]);
  });

  it('tell the same only once', () => {
    expect(check({ name: 'argo', items: 1 })).toEqual([
      { path: 'items', expected: 'a value of type array', got: '1' },
      {
        path: 'items',
        expected: 'a value that one of the ways of its schema (anyOf) takes',
        got: '1',
      },
    ]);
  });

  it('are told up to a number, and then counted', () => {
    const names = Array.from({ length: 90_000 }, (_, index) => [
      `n${index}`,
      1,
    ]);
    const validate = ajv.compile(schema);
    validate({ name: 'argo', ...Object.fromEntries(names) });
    const { problems, more } = jsonSchemaProblems(validate.errors, 'input');
    expect(problems).toHaveLength(50);
    expect(more).toBe(89_950);
  });

  it('say a name that is long by its beginning', () => {
    const [problem] = check({ name: 'argo', ['x'.repeat(500_000)]: 1 });
    expect(problem.path).toBe(`${'x'.repeat(97)}...`);
  });
});
