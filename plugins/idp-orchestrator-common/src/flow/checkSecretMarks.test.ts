import { checkFlow } from './checkFlow';

const secret = { type: 'string', format: 'password' };

const problemsOf = (input: object) => {
  const checked = checkFlow({
    id: 'my-flow',
    title: 'My flow',
    risk: 'low',
    input: { type: 'object', ...input },
    steps: [{ id: 'a', uses: 'script' }],
  });
  return checked.result === 'bad' ? checked.problems : [];
};
const pathsOf = (input: object) => problemsOf(input).map(({ path }) => path);

describe('A secret in the schema of an input', () => {
  it.each([
    ['anyOf', { anyOf: [{}, { properties: { pin: secret } }] }],
    ['oneOf', { oneOf: [{ properties: { pin: secret } }] }],
    ['allOf', { allOf: [{ properties: { pin: secret } }] }],
    ['not', { not: { properties: { pin: secret } } }],
    ['if', { if: { properties: { pin: secret } } }],
    ['then', { if: {}, then: { properties: { pin: secret } } }],
    ['else', { if: {}, else: { properties: { pin: secret } } }],
    ['$defs', { $defs: { pin: secret } }],
    ['definitions', { definitions: { pin: secret } }],
    ['patternProperties', { patternProperties: { '^pin': secret } }],
    ['additionalProperties', { additionalProperties: secret }],
    ['dependencies', { dependencies: { a: { properties: { pin: secret } } } }],
    ['dependentSchemas', { dependentSchemas: { a: { items: secret } } }],
    ['prefixItems', { properties: { pair: { prefixItems: [{}, secret] } } }],
    ['items', { properties: { pair: { items: [{}, secret] } } }],
    ['additionalItems', { properties: { pair: { additionalItems: secret } } }],
    ['contains', { properties: { list: { contains: secret } } }],
  ])('is refused under %s', (keyword, input) => {
    expect(problemsOf(input)).toEqual([
      {
        path: expect.stringMatching(/^input\..*\.format$/),
        expected: expect.stringContaining(
          `no mark of a secret under ${keyword}`,
        ),
        got: '"password"',
      },
    ]);
  });

  it('is refused with its place, the reason and what to do', () => {
    const pin = { type: 'integer', writeOnly: true };
    const login = { oneOf: [{ type: 'null' }, { properties: { pin } }] };
    expect(problemsOf({ properties: { login } })).toEqual([
      {
        path: 'input.properties.login.oneOf.1.properties.pin.writeOnly',
        expected:
          'no mark of a secret under oneOf, where it would not be hidden (mark the field itself under properties, or what is in a list under items)',
        got: 'true',
      },
    ]);
  });

  it('is refused for the input as a whole', () => {
    expect(pathsOf({ writeOnly: true })).toEqual(['input.writeOnly']);
  });

  it('is refused where a reference leads to it, by whatever way', () => {
    const again = (reference: string) =>
      pathsOf({
        properties: { 'my/pin': secret, again: { $ref: reference } },
        'x-shared': { pin: { items: { $ref: '#/properties/my~1pin' } } },
      });
    const path = ['input.properties.again.$ref'];
    expect(again('#/properties/my~1pin')).toEqual(path);
    expect(again('#/properties/my%7E1pin')).toEqual(path);
    expect(again('#/x-shared/pin')).toEqual(path);
    expect(again('#')).toEqual(path);
    expect(again('#named-otherwise')).toEqual(path);
    expect(again('#/%E0')).toEqual(path);
  });

  it('may be under properties and items, however deep, and hold what it wants', () => {
    expect(
      problemsOf({
        properties: {
          pin: secret,
          logins: {
            type: 'array',
            items: { items: { properties: { pin: secret } } },
          },
          either: { writeOnly: true, anyOf: [secret, { type: 'null' }] },
          plain: { $ref: '#/definitions/plain' },
        },
        definitions: { plain: { type: 'string' } },
      }),
    ).toEqual([]);
  });

  it('is none where a value or a name only looks like one', () => {
    const value = { writeOnly: true, format: 'password' };
    expect(
      problemsOf({
        anyOf: [
          {
            default: value,
            examples: [value],
            properties: {
              writeOnly: { type: 'boolean', const: value },
              format: { enum: ['password', value] },
              anyOf: { enum: [value] },
            },
          },
        ],
      }),
    ).toEqual([]);
  });

  it('is found where one schema is in itself, as YAML can write it', () => {
    const child: Record<string, unknown> = { not: secret };
    child.properties = { child };
    expect(pathsOf({ properties: { child } })).toEqual([
      'input.properties.child.not.format',
    ]);
  });
});
