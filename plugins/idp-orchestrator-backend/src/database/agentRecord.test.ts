import { testDatabaseKinds } from '../__testUtils__/databases';
import { createAgentRecord } from './agentRecord';

jest.setTimeout(60_000);

const start = { principal: 'user:default/ada', at: 1_000, since: 0, limit: 3 };

describe.each(testDatabaseKinds())('What agents did, on $name', kind => {
  beforeAll(() => kind.start());
  afterAll(() => kind.stop());

  const create = async () => createAgentRecord(await kind.create());

  it('never gives more starts than there are, to processes that ask at once', async () => {
    const knex = await kind.create();
    const processes = [1, 2, 3, 4].map(() => createAgentRecord(knex));
    const asked = [...processes, ...processes].map(one => one.takeStart(start));
    const taken = (await Promise.all(asked)).filter(
      ({ result }) => result === 'taken',
    );
    expect(taken.length).toBeLessThanOrEqual(3);
  });

  it('gives every start that there is to one who asks again and again', async () => {
    const record = await create();
    const results = [];
    for (let count = 0; count < 4; count += 1) {
      results.push((await record.takeStart(start)).result);
    }
    expect(results).toEqual(['taken', 'taken', 'taken', 'none-left']);
  });

  it('gives a start again that nothing came of, or that is too old to count', async () => {
    const record = await create();
    const one = { ...start, limit: 1 };
    const first = await record.takeStart(one);
    expect(await record.takeStart(one)).toEqual({
      result: 'none-left',
      oldest: 1_000,
    });
    if (first.result === 'taken') await record.giveBackStart(first.id);
    expect((await record.takeStart(one)).result).toBe('taken');
    const later = { ...one, at: 9_000, since: 1_000 };
    expect((await record.takeStart(later)).result).toBe('taken');
  });

  it('counts the starts of each for themselves', async () => {
    const record = await create();
    await record.takeStart({ ...start, limit: 1 });
    const other = { ...start, principal: 'user:default/ben', limit: 1 };
    expect((await record.takeStart(other)).result).toBe('taken');
  });

  it('knows what an agent looked at, and since when', async () => {
    const record = await create();
    const look = { agent: 'a', digest: 'd'.repeat(64) };
    await record.noteLook({ ...look, at: 10 });
    await record.noteLook({ ...look, at: 20, runId: 'run' });
    await record.noteLook({ ...look, agent: 'b', at: 30 });
    expect(await record.listLooks({ ...look, since: 0 })).toEqual([
      { ...look, at: 20, runId: 'run' },
      { ...look, at: 10 },
    ]);
    expect(await record.listLooks({ ...look, since: 21 })).toEqual([]);
    await record.removeBefore(20);
    expect(await record.listLooks({ ...look, since: 0 })).toHaveLength(1);
  });
});
