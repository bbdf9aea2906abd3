import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../../__testUtils__/databases';
import type { RunStatistics } from '../../../ports';
import { createRunStatistics } from '../../runStatistics';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1_000;
const ALWAYS = {
  since: '1970-01-01T00:00:00.000Z',
  until: '2100-01-01T00:00:00.000Z',
};
/** All runs, but asked for in a way of which there are no sums. */
const ONE_BY_ONE = {
  ...ALWAYS,
  within: { not: { trait: 'initiator' as const, oneOf: ['nobody'] } },
};

const nameOf = (number: number) => `run-${String(number).padStart(6, '0')}`;

/** What a version that knows of no sums writes when a run has ended. */
async function endInOlderVersion(
  knex: Knex,
  numbers: number[],
  { day, status }: { day: number; status: string },
): Promise<void> {
  for (const number of numbers) {
    await knex('run_endings')
      .insert({
        run_id: nameOf(number),
        finished_at: day * DAY_MS + number,
        flow_id: `flow-${number % 3}`,
        flow_title: 'A flow',
        environment: number % 2 ? 'development' : 'production',
        risk: 'low',
        initiator: 'user:default/anna',
        on_behalf_of: '',
        dry_run: number % 10 === 0,
        status,
        duration_ms: number,
      })
      .onConflict('run_id')
      .merge();
    await knex('step_endings')
      .where({ run_id: nameOf(number) })
      .delete();
    await knex('step_endings').insert({
      run_id: nameOf(number),
      step_id: 'one',
      title: 'One',
      status,
      attempts: 1 + (number % 2),
      duration_ms: number,
    });
  }
}

const upTo = (most: number) => Array.from({ length: most }, (_, n) => n + 1);

describe.each(testDatabaseKinds())('Sums by the day, on $name', kind => {
  let knex: Knex;
  let statistics: RunStatistics;

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
    statistics = createRunStatistics(knex);
  });

  const sumAll = async () => {
    while ((await statistics.sum()) > 0);
  };
  const expectExact = async () => {
    const { flows, days } = await statistics.read(ALWAYS);
    const exact = await statistics.read(ONE_BY_ONE);
    expect({ flows, days }).toEqual({ flows: exact.flows, days: exact.days });
    return days;
  };

  it('take in what an older version counts beside this one', async () => {
    await endInOlderVersion(knex, upTo(50), { day: 1, status: 'succeeded' });
    await sumAll();
    await endInOlderVersion(knex, [51], { day: 1, status: 'failed' });
    await expectExact();
    await sumAll();
    const days = await expectExact();
    expect(days).toEqual([
      { day: '1970-01-02', succeeded: 45, failed: 1, cancelled: 0 },
    ]);
  });

  it('are made anew for a day of which an older version counted a run once more', async () => {
    await endInOlderVersion(knex, upTo(150), { day: 1, status: 'failed' });
    await endInOlderVersion(knex, [201, 202], { day: 2, status: 'failed' });
    await sumAll();
    await endInOlderVersion(knex, [7, 8, 201], { day: 3, status: 'succeeded' });
    await sumAll();
    const days = await expectExact();
    expect(days).toEqual([
      { day: '1970-01-02', succeeded: 0, failed: 133, cancelled: 0 },
      { day: '1970-01-03', succeeded: 0, failed: 1, cancelled: 0 },
      { day: '1970-01-04', succeeded: 3, failed: 0, cancelled: 0 },
    ]);
    const left = await knex('run_endings').whereNull('summed_finished_at');
    expect(left).toEqual([]);
  });

  it('are exact at each moment while several processes add to them', async () => {
    await endInOlderVersion(knex, upTo(400), { day: 1, status: 'succeeded' });
    const { flows: whole } = await statistics.read(ALWAYS);
    for (let left = 1; left > 0;) {
      const [told, ...counts] = await Promise.all([
        statistics.read(ALWAYS),
        statistics.sum(),
        statistics.sum(),
        statistics.sum(),
      ]);
      expect(told.flows).toEqual(whole);
      left = Math.max(...counts);
    }
    await expectExact();
  });
});
