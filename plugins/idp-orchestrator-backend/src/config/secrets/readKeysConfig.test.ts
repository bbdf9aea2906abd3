import { mockServices } from '@backstage/backend-test-utils';
import { readRefusal } from '../__testUtils__/describeBlock';
import { readKeysConfig } from './readKeysConfig';

const SECRET = 's3cret'.repeat(8);

const read = (data: object) =>
  readKeysConfig(
    mockServices.rootConfig({ data: JSON.parse(JSON.stringify(data)) }),
  );

const readKeys = (keys: unknown) => read({ idpOrchestrator: { keys } });

describe('The keys in the configuration', () => {
  it('stand in the order in which they are used', () => {
    const keys = [
      { id: 'b', secret: `${SECRET}b` },
      { id: 'a', secret: `${SECRET}a` },
    ];
    expect(readKeys(keys)).toEqual(keys);
  });

  it('are those of the backend when there are none', () => {
    const backend = {
      auth: { keys: [{ secret: SECRET }, { secret: 'short' }] },
    };
    const [key, ...others] = read({ backend });
    expect(others).toEqual([]);
    expect(key.secret).toBe(SECRET);
    expect(key.id).toMatch(/^backend-[0-9a-f]{12}$/);
    expect(read({ backend, idpOrchestrator: { keys: [] } })).toEqual([]);
    expect(read({})).toEqual([]);
  });

  it.each([
    [
      [{ id: 'a', secret: 'short and secret' }],
      'idpOrchestrator.keys.0.secret: expected at least 32 characters that nobody can guess, as of: openssl rand -base64 32, got something that is not shown',
    ],
    [
      [
        { id: 'a', secret: SECRET },
        { id: 'a', secret: SECRET },
      ],
      'idpOrchestrator.keys.1.id: expected an id that no other key has, got "a"',
    ],
    [
      [{ id: 'a b', secret: SECRET }],
      'idpOrchestrator.keys.0.id: expected letters',
    ],
    ['text', 'idpOrchestrator.keys: expected a list of keys'],
  ])('are refused as %j, and no secret is told', (keys, refusal) => {
    const told = readRefusal(() => readKeys(keys));
    expect(told).toContain(refusal);
    expect(told).not.toContain('short and secret');
    expect(told).not.toContain(SECRET);
  });
});
