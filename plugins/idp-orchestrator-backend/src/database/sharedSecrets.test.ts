import { testDatabaseKinds } from '../__testUtils__/databases';
import { createSharedSecrets } from './sharedSecrets';

jest.setTimeout(60_000);

describe.each(testDatabaseKinds())('Keys for signing, on $name', kind => {
  beforeAll(() => kind.start());
  afterAll(() => kind.stop());

  it('are the same for all processes, also for those that ask first at once', async () => {
    const knex = await kind.create();
    const processes = [1, 2, 3, 4].map(() => createSharedSecrets(knex));
    const keys = await Promise.all(processes.map(one => one.read('links')));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await createSharedSecrets(knex).read('links')).toBe(keys[0]);
    expect(await createSharedSecrets(knex).read('others')).not.toBe(keys[0]);
  });
});
