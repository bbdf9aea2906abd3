import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import {
  oddRequests,
  type OddRequest,
} from '../__testUtils__/invalid/invalidRequests';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

/** Of each database; `tools/yarn drill:api` sends many more. */
const COUNT = Number(process.env.IDP_INVALID_REQUESTS ?? 300) / 2;
const SEED = 20_261_124;
const AT_ONCE = 8;

jest.setTimeout(60_000 + COUNT * 200);

describe.each(testDatabaseKinds())('Odd requests, on $name', kind => {
  let idp: TestOrchestrator;
  let knex: Knex;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    idp = await startTestOrchestrator({
      database: knex,
      scripts: { quick: { bash: 'echo here' } },
      config: { api: { requestsPerMinute: 1_000_000 } },
    });
  });
  afterAll(async () => {
    await idp.stop();
    await kind.stop();
  });

  const send = async ({ method, path, type, body }: OddRequest) => {
    const gone = new AbortController();
    const response = await fetch(`${idp.url}/v1${path}`, {
      method,
      body,
      signal: gone.signal,
      headers: {
        authorization: `Bearer ${idp.token}`,
        accept: 'application/json',
        ...(type && { 'content-type': type }),
      },
    });
    const isWrong =
      response.status >= 500 || (method === 'post' && response.ok);
    const answer = isWrong ? (await response.text()).slice(0, 500) : '';
    // Streams have no end.
    gone.abort();
    return { status: response.status, isWrong, answer };
  };

  it('are answered without a failure of the server, and make nothing', async () => {
    const run = await idp.start('quick');
    const names = [run.id, 'quick', 'development'];
    const requests = oddRequests(names, { count: COUNT, seed: SEED });
    const wrong: unknown[] = [];
    const refused = { count: 0 };
    const waiting = requests.values();
    const sendAll = async () => {
      for (const request of waiting) {
        const { isWrong, ...outcome } = await send(request);
        if (outcome.status >= 400) refused.count += 1;
        const body = request.body?.slice(0, 300);
        if (isWrong) wrong.push({ ...request, body, ...outcome });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
    expect(wrong).toEqual([]);
    expect(refused.count).toBeGreaterThan(COUNT / 3);
    const { items } = await idp.client.listRuns();
    expect(items.map(({ id }) => id)).toEqual([run.id]);
    const after = await idp.client.getRun(run.id);
    expect(after.lastSeq).toBe(run.lastSeq);
  });
});
