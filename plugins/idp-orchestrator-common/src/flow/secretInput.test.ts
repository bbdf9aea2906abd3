import { listSecrets, withoutSecrets } from './secretInput';

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
});
