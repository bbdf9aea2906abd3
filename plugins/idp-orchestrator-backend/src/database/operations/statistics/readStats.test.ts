import type { Knex } from 'knex';
import { countTurns } from '../../../__testUtils__/countTurns';
import { sqlite, testDatabaseKinds } from '../../../__testUtils__/databases';
import type { RunCondition } from '../../../ports';
import { createRunStatistics } from '../../runStatistics';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1_000;
const RUNS = 1_000;
const ALWAYS = {
  since: '1970-01-01T00:00:00.000Z',
  until: '2100-01-01T00:00:00.000Z',
};

/** Durations are kept to two hundredths. */
function about(ms: number) {
  return {
    asymmetricMatch: (got: unknown) =>
      typeof got === 'number' && Math.abs(got - ms) <= ms / 50,
    toString: () => `about ${ms}`,
  };
}

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

    it('count each of them once, with times to two hundredths', async () => {
      const knex = await kind.create();
      await writeEndings(knex);
      const { flows, days } = await createRunStatistics(knex).read(ALWAYS);
      const counted = { ended: 500, succeeded: 450, failed: 50, cancelled: 0 };
      // Of 450 times without each tenth: those at the places 225 and 405.
      expect(flows).toMatchObject([
        { flowId: 'first', ...counted, p50Ms: about(249), p90Ms: about(449) },
        { flowId: 'second', ...counted, p50Ms: about(749), p90Ms: about(949) },
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
          p50Ms: about(750),
          p90Ms: about(950),
          attemptsPerRun: 1.25,
        },
      ]);
      expect(days).toEqual([
        { day: '1970-01-02', succeeded: 400, failed: 100, cancelled: 0 },
        { day: '1970-01-03', succeeded: 500, failed: 0, cancelled: 0 },
      ]);
    });

    it('are the same when they are added up by the day, of which none is read one by one', async () => {
      const knex = await kind.create();
      await writeEndings(knex);
      const statistics = createRunStatistics(knex);
      const filters = [
        ALWAYS,
        { ...ALWAYS, flow: 'second' },
        { ...ALWAYS, within: { trait: 'risk' as const, oneOf: ['low'] } },
        { ...ALWAYS, environment: 'production' },
      ];
      const readAll = () => Promise.all(filters.map(statistics.read));
      const before = await readAll();
      await statistics.sum();
      // Some are in the sums, the others are not yet.
      expect(await readAll()).toEqual(before);
      let left = RUNS;
      while (left > 0) {
        const counts = await Promise.all([statistics.sum(), statistics.sum()]);
        left = Math.max(...counts);
      }
      await knex('step_endings').delete();
      expect(await readAll()).toEqual(before);
      expect(before[0].flows[0].steps).toHaveLength(1);
    });

    it('are those of a part of a day, too, and of what only some people started', async () => {
      const knex = await kind.create();
      await writeEndings(knex);
      const statistics = createRunStatistics(knex);
      while ((await statistics.sum()) > 0);
      // All of a day ended at its first moment.
      const part = (from: number, to: number) => ({
        since: new Date(from).toISOString(),
        until: new Date(to).toISOString(),
      });
      const endedIn = async (
        from: number,
        to: number,
        within?: RunCondition,
      ) => {
        const filter = { ...part(from, to), ...(within && { within }) };
        const { days } = await statistics.read(filter);
        return days.map(({ succeeded, failed }) => succeeded + failed);
      };
      expect(await endedIn(DAY_MS, 2 * DAY_MS)).toEqual([500]);
      expect(await endedIn(DAY_MS, 2 * DAY_MS + 1)).toEqual([500, 500]);
      expect(await endedIn(DAY_MS + 1, 3 * DAY_MS)).toEqual([500]);
      expect(await endedIn(DAY_MS + 1, DAY_MS + 2)).toEqual([]);
      const ofPeople = (ref: string): RunCondition => ({
        allOf: [{ trait: 'initiator', oneOf: [ref] }],
      });
      expect(
        await endedIn(0, 9 * DAY_MS, ofPeople('user:default/anna')),
      ).toEqual([500, 500]);
      expect(
        await endedIn(0, 9 * DAY_MS, ofPeople('user:default/bert')),
      ).toEqual([]);
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

  it('let others have their turn while they are added up and forgotten', async () => {
    const knex = await database.create();
    await writeEndings(knex);
    const statistics = createRunStatistics(knex);
    const sumAll = async () => {
      while ((await statistics.sum()) > 0);
    };
    expect(await countTurns(sumAll)).toBeGreaterThanOrEqual(RUNS / 100);
    const forget = () => statistics.removeBefore(3 * DAY_MS);
    expect(await countTurns(forget)).toBeGreaterThanOrEqual(RUNS / 200);
    expect((await statistics.read(ALWAYS)).days).toEqual([]);
    for (const table of ['run_endings', 'step_endings', 'daily_endings']) {
      expect(await knex(table)).toEqual([]);
    }
  });
});
