import createKnex, { type Knex } from 'knex';
import { postgres, sqlite } from '../../__testUtils__/databases';
import { findFreePort } from '../../__testUtils__/findFreePort';
import type { DatabaseUnavailableError } from '../../problems/DatabaseUnavailableError';
import { guardPort } from './guardPort';

jest.setTimeout(60_000);

const outageOf = (knex: Knex, act: () => Promise<unknown>) =>
  guardPort(knex, { act })
    .act()
    .catch((error: DatabaseUnavailableError) => error);

const OUTAGE = { name: 'ServiceUnavailableError' };

describe('What was asked of a database that cannot be used', () => {
  const server = postgres();
  const file = sqlite();

  beforeAll(() => Promise.all([server.start(), file.start()]));
  afterAll(() => Promise.all([server.stop(), file.stop()]));

  it('may have been done when the connection was lost meanwhile', async () => {
    const knex = await server.create();
    const other = createKnex(server.connectionOf(knex));
    const asked = outageOf(knex, async () => knex.raw('select pg_sleep(30)'));
    const end = () =>
      other.raw(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep(%'",
      );
    while ((await end()).rows.length === 0);
    expect(await asked).toMatchObject({ ...OUTAGE, isInDoubt: true });
    await other.destroy();
  });

  it('was not done when no connection could be had', async () => {
    const connection = { host: '127.0.0.1', port: await findFreePort() };
    const knex = createKnex({ client: 'pg', connection });
    const refused = await outageOf(knex, async () => knex.raw('select 1'));
    expect(refused).toMatchObject({ ...OUTAGE, isInDoubt: false });
    await knex.destroy();
  });

  it('was not done when the file may not be written', async () => {
    const knex = await file.create();
    await knex.raw('pragma query_only = on');
    const refused = await outageOf(knex, async () => knex('runs').delete());
    expect(refused).toMatchObject({ ...OUTAGE, isInDoubt: false });
  });
});
