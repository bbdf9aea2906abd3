import { addressOf, clientOf } from '../__testUtils__/replicas/clientOf';
import { drillDatabaseAway } from '../__testUtils__/replicas/drillDatabaseAway';
import { drillFrozen } from '../__testUtils__/replicas/drillFrozen';
import { drillReplicas } from '../__testUtils__/replicas/drillReplicas';
import { Fleet } from '../__testUtils__/replicas/Fleet';

jest.setTimeout(180_000);

describe('Replicas on one PostgreSQL', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await Fleet.create();
  });
  afterEach(() => fleet.clear());
  afterAll(() => fleet.remove());

  const linesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => `line ${index + 1}`);

  it('bring all runs to their end while one after another is killed: each step once, never two scripts of it', async () => {
    const report = await drillReplicas(fleet, {
      flow: 'three-scripts',
      runs: 30,
      replicas: 3,
      concurrency: 3,
      killEveryMs: 2_000,
    });
    expect(report).toMatchObject({
      endings: { succeeded: 30 },
      notOnce: [],
      starts: 90,
      violations: [],
    });
    expect(report.kills).toBeGreaterThan(0);
  });

  it('take over from one that is frozen, and refuse what it writes when it wakes up', async () => {
    const report = await drillFrozen(fleet, { frozenMs: 0 });
    expect(report.run).toMatchObject({
      status: 'succeeded',
      steps: [{ attempts: 1 }],
    });
    expect(report).toMatchObject({
      lines: linesOf(400),
      starts: 1,
      violations: [],
      isUp: true,
    });
    expect(report.workers).toHaveLength(2);
  });

  it('lose nothing and do nothing twice when the database is away for some seconds', async () => {
    const away = { awayMs: 4_000, runs: 10 };
    expect(await drillDatabaseAway(fleet, away)).toEqual({
      endings: Array(10).fill('succeeded'),
      starts: 30,
      violations: [],
    });
  });

  it('hand over what they have when they are stopped: the script goes on, and is followed by another', async () => {
    const both = [await fleet.startReplica(), await fleet.startReplica()];
    const runId = await fleet.announceRun('short-script');
    await fleet.until(runId, run => run.lastSeq > 6);
    const isFirst = (await fleet.listRunsOf(both[0])).includes(runId);
    const [owner, other] = isFirst ? both : both.toReversed();
    const events: string[] = [];
    const watching = (async () => {
      // A replica that does not work on the run shows it as well.
      for await (const entry of clientOf(other).watchRun(runId)) {
        if (entry.kind === 'event') events.push(entry.event.type);
      }
    })();
    await owner.stop();
    const [run] = await fleet.finished([runId]);
    await watching;
    expect(run.steps[0]).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(await fleet.readLines(run.id, 'only')).toEqual(linesOf(40));
    expect(await fleet.readEffects()).toHaveLength(1);
    expect(events).toEqual(
      expect.arrayContaining(['run.resumed', 'step.adopted', 'run.finished']),
    );
  });

  it('can be apart: one answers requests only, one works only, and a run waits for the label that it asks for', async () => {
    const api = await fleet.startReplica({ role: 'api' });
    const client = clientOf(api);
    const { id } = await client.startRun('labelled', { input: {} });
    expect(await client.getRun(id)).toMatchObject({
      status: 'queued',
      waitingFor: {
        text: 'a worker with the labels gpu; none is there now',
      },
    });
    const worker = await fleet.startReplica({
      role: 'worker',
      labels: ['gpu'],
    });
    const [run] = await fleet.finished([id]);
    expect(run.status).toBe('succeeded');
    const answer = await fetch(`${addressOf(worker)}/v1/flows`);
    expect(answer.status).toBe(404);
  });
});
