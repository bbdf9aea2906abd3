import {
  holdsSecret,
  joinSecrets,
  listSecrets,
  splitSecrets,
  withoutSecrets,
} from './secretInput';

const schema = {
  properties: {
    name: { type: 'string' },
    token: { type: 'string', writeOnly: true },
    registry: {
      type: 'object',
      properties: {
        host: { type: 'string' },
        password: { type: 'string', format: 'password' },
      },
    },
    users: {
      type: 'array',
      items: { properties: { pin: { type: 'number', writeOnly: true } } },
    },
    keys: { type: 'array', items: { writeOnly: true } },
  },
};

const input = {
  name: 'demo',
  token: 't0ken',
  registry: { host: 'example.com', password: 'pass' },
  users: [{ name: 'anna', pin: 4711 }],
  keys: ['k1'],
  extra: { of: 'nobody' },
};

describe('Secrets of an input', () => {
  it('are left out wherever the schema marks them, and nothing else is', () => {
    expect(withoutSecrets(input, schema)).toEqual({
      name: 'demo',
      registry: { host: 'example.com' },
      users: [{ name: 'anna' }],
      keys: [],
      extra: { of: 'nobody' },
    });
  });

  it('are known as texts', () => {
    expect(listSecrets(input, schema)).toEqual(['t0ken', 'pass', '4711', 'k1']);
  });

  it('are none where there is no schema', () => {
    expect(withoutSecrets(input, undefined)).toEqual(input);
    expect(listSecrets(input, undefined)).toEqual([]);
  });

  it('are taken apart from the rest, and put together again', () => {
    const { shown, secrets } = splitSecrets(input, schema);
    expect(shown).toEqual(withoutSecrets(input, schema));
    expect(secrets).toEqual([
      { path: ['token'], value: 't0ken' },
      { path: ['registry', 'password'], value: 'pass' },
      { path: ['users', 0, 'pin'], value: 4711 },
      { path: ['keys'], value: ['k1'] },
    ]);
    expect(joinSecrets(shown, secrets)).toEqual(input);
    expect(shown).not.toHaveProperty('token');
  });

  it('are put back as fields of their own, whatever they are called', () => {
    const joined = joinSecrets({}, [{ path: ['__proto__'], value: 'x' }]);
    expect(Object.keys(joined)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(joined)).toBe(Object.prototype);
  });

  it.each([
    ['pass', true],
    [['a', 'pass'], true],
    [{ of: { it: 'pass' } }, true],
    ['a passage', false],
    ['it is a long secret', true],
    ['nothing', false],
    [4711, true],
    [undefined, false],
  ])('are found in %j: %s', (value, found) => {
    const secrets = ['pass', 'long secret', '4711', ''];
    expect(holdsSecret(value, secrets)).toBe(found);
  });
});
