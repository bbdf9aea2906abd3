import { sqlite, postgres } from '../../__testUtils__/databases';
import { drillSchedules } from '../../__testUtils__/replicas/drillSchedules';
import { Fleet } from '../../__testUtils__/replicas/Fleet';

jest.setTimeout(180_000);

describe.each([
  { database: postgres(), replicas: 2 },
  { database: sqlite(), replicas: 1 },
])('Schedules on $database.name', ({ database, replicas }) => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await Fleet.create(database);
  });
  afterAll(() => fleet.remove());

  it('have one row for each due time, and a run where it says so, while replicas are killed and clocks are wrong', async () => {
    const report = await drillSchedules(fleet, {
      replicas,
      schedules: 4,
      dueTimes: 10,
      everyMs: 1_000,
      killEveryMs: 2_000,
    });
    expect(report).toMatchObject({ dueTimes: 40, wrong: [] });
    expect(report.kills).toBeGreaterThan(0);
    expect(report.outcomes.started).toBeGreaterThan(0);
  });
});
