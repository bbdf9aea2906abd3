import type { Knex } from 'knex';
import { countTurns } from '../../../__testUtils__/countTurns';
import { sqlite, testDatabaseKinds } from '../../../__testUtils__/databases';
import { createRunStatistics } from '../../runStatistics';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1_000;
const RUNS = 1_000;
const ALWAYS = {
  since: '1970-01-01T00:00:00.000Z',
  until: '2100-01-01T00:00:00.000Z',
};

/** Writes how runs of two flows ended over two days; the nth took n ms, each tenth failed. */
async function writeEndings(knex: Knex): Promise<void> {
  const numbers = Array.from({ length: RUNS }, (_, index) => index + 1);
  const nameOf = (number: number) => `run-${String(number).padStart(9, '0')}`;
  await knex.batchInsert(
    'run_endings',
    numbers.map(number => ({
      run_id: nameOf(number),
      // Many at the same moment, so that slices end between two of these.
      finished_at: number % 2 === 0 ? DAY_MS : 2 * DAY_MS,
      flow_id: number <= RUNS / 2 ? 'first' : 'second',
      flow_title: 'A flow',
      environment: 'development',
      risk: 'low',
      initiator: 'user:default/anna',
      on_behalf_of: '',
      dry_run: false,
      status: number % 10 === 0 ? 'failed' : 'succeeded',
      duration_ms: number,
    })),
    50,
  );
  await knex.batchInsert(
    'step_endings',
    numbers.map(number => ({
      run_id: nameOf(number),
      step_id: 'one',
      title: 'One',
      status: 'succeeded',
      attempts: number % 4 === 0 ? 2 : 1,
      duration_ms: number,
    })),
    50,
  );
}

describe.each(testDatabaseKinds())(
  'The statistics of many runs, on $name',
  kind => {
    beforeAll(() => kind.start());
    afterAll(() => kind.stop());

    it('count each of them once, and have the times that really were', async () => {
      const knex = await kind.create();
      await writeEndings(knex);
      const { flows, days } = await createRunStatistics(knex).read(ALWAYS);
      const counted = { ended: 500, succeeded: 450, failed: 50, cancelled: 0 };
      // Of 450 times without each tenth: those at the places 225 and 405.
      expect(flows).toMatchObject([
        { flowId: 'first', ...counted, p50Ms: 249, p90Ms: 449 },
        { flowId: 'second', ...counted, p50Ms: 749, p90Ms: 949 },
      ]);
      expect(flows[1].steps).toEqual([
        {
          stepId: 'one',
          title: 'One',
          ended: 500,
          succeeded: 500,
          failed: 0,
          cancelled: 0,
          successRatio: 1,
          p50Ms: 750,
          p90Ms: 950,
          attemptsPerRun: 1.25,
        },
      ]);
      expect(days).toEqual([
        { day: '1970-01-02', succeeded: 400, failed: 100, cancelled: 0 },
        { day: '1970-01-03', succeeded: 500, failed: 0, cancelled: 0 },
      ]);
    });
  },
);

describe('The statistics of many runs', () => {
  const database = sqlite();
  beforeAll(() => database.start());
  afterAll(() => database.stop());

  it('let others have their turn, also where the database answers at once', async () => {
    const knex = await database.create();
    await writeEndings(knex);
    const statistics = createRunStatistics(knex);
    const turns = await countTurns(() => statistics.read(ALWAYS));
    expect(turns).toBeGreaterThanOrEqual(RUNS / 200);
  });
});
