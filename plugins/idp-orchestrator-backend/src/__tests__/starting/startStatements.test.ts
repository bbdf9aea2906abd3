import { AGENT_HEADER } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { postgres } from '../../__testUtils__/databases';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

/** What the driver is asked; only prepared statements have a name. */
type Asked = string | { text?: string; name?: string };

const PARTS: Array<[string, RegExp]> = [
  ['run', /insert into "?runs\b/],
  ['under way', /insert into "?audit_open\b/],
  ['entry', /insert into "?audit_entries\b/],
  ['budget', /insert into "?agent_starts\b/],
];

describe('A start over HTTP on PostgreSQL', () => {
  const database = postgres();
  let idp: TestOrchestrator;
  let knex: Knex;
  let asked: jest.SpyInstance;

  beforeAll(async () => {
    await database.start();
    knex = await database.create();
    const { prototype } = knex.client.driver.Client;
    asked = jest.spyOn(prototype, 'query');
    idp = await startTestOrchestrator({
      scripts: { quick: { bash: 'true' } },
      database: knex,
    });
    // Its definition is known after the first start, and where the record ends.
    await idp.start('quick');
  });
  afterAll(async () => {
    asked.mockRestore();
    await idp.stop();
    await database.stop();
  });

  const start = async (body: object, headers = {}) => {
    asked.mockClear();
    const response = await fetch(`${idp.url}/v1/flows/quick/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const written = asked.mock.calls.flatMap(([query]: [Asked]) => {
      const { text = '', name } = typeof query === 'string' ? {} : query;
      const parts = PARTS.filter(([, part]) => part.test(text));
      if (parts.length === 0) return [];
      const said = parts.map(([what]) => what).join(' + ');
      return [name ? `${said}, prepared` : said];
    });
    return { status: response.status, written };
  };

  it('is one statement that makes the run, and one that says what came of it', async () => {
    expect(await start({})).toEqual({
      status: 201,
      written: ['run + under way, prepared', 'entry, prepared'],
    });
  });

  it('that finds the run of its key is recorded', async () => {
    const body = { idempotencyKey: 'again' };
    expect(await start(body)).toMatchObject({ status: 201 });
    expect(await start(body)).toEqual({
      status: 200,
      written: ['entry, prepared'],
    });
  });

  it('that fails before there is a run is recorded, and never under way', async () => {
    expect(await start({ input: { unknown: true } })).toEqual({
      status: 400,
      written: ['entry, prepared'],
    });
  });

  it('of an agent is under way before its budget is touched', async () => {
    expect(await start({}, { [AGENT_HEADER]: 'helper' })).toEqual({
      status: 201,
      written: [
        'under way, prepared',
        'budget',
        'run, prepared',
        'entry, prepared',
      ],
    });
  });
});
