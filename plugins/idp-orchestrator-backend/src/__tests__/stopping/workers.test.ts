import { canBeFirst } from '../../__testUtils__/ModuleProcess';
import {
  drillWorkers,
  type WorkersReport,
} from '../../__testUtils__/replicas/drillWorkers';
import { Fleet } from '../../__testUtils__/replicas/Fleet';

jest.setTimeout(180_000);

const inContainer = canBeFirst() ? describe : describe.skip;

describe('Workers behind a replica that only answers, which are replaced one after the other', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await Fleet.create();
  });
  afterEach(() => fleet.clear());
  afterAll(() => fleet.remove());

  const expectAllOnce = (report: WorkersReport) => {
    expect(report.endings.filter(ending => ending !== 'succeeded')).toEqual([]);
    expect(report).toMatchObject({
      starts: report.wanted,
      violations: [],
      notOnce: [],
    });
  };

  inContainer('as process 1 (needs unshare)', () => {
    it('let scripts come to their end, while what comes next begins elsewhere', async () => {
      const report = await drillWorkers(fleet, {
        restarts: 2,
        runs: 4,
        scripts: 'end',
      });
      expectAllOnce(report);
      expect(report.adoptions).toBe(0);
      expect(report.moves).toContainEqual(
        expect.objectContaining({ what: 'next step', whileDraining: true }),
      );
    });
  });

  it('leave scripts that go on without them to another one, which follows them to their end', async () => {
    const report = await drillWorkers(fleet, {
      restarts: 1,
      runs: 4,
      scripts: 'go on',
    });
    expectAllOnce(report);
    expect(report.adoptions).toBeGreaterThan(0);
  });
});
