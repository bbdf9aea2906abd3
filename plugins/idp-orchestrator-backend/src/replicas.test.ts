import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { addressOf, clientOf } from './__testUtils__/replicas/clientOf';
import { drillReplicas } from './__testUtils__/replicas/drillReplicas';
import { Fleet } from './__testUtils__/replicas/Fleet';

jest.setTimeout(180_000);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

const workersOf = async (fleet: Fleet, runId: string) =>
  (await fleet.store.readFeed(runId, { after: 0, limit: 1_000 })).flatMap(
    entry =>
      entry.kind === 'event' &&
      (entry.event.type === 'run.started' || entry.event.type === 'run.resumed')
        ? [entry.event.worker]
        : [],
  );

describe('Replicas on one PostgreSQL', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await Fleet.create();
  });
  afterEach(() => fleet.clear());
  afterAll(() => fleet.remove());

  const readLines = async (run: Run, stepId = 'only') => {
    const range = { runId: run.id, stepId, from: 1, to: 10_000 };
    return (await fleet.store.readLog(range)).items.map(({ text }) => text);
  };

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
    const frozen = await fleet.startReplica();
    const runId = await fleet.createRun('long-script');
    await fleet.until(runId, run => run.lastSeq > 10);
    frozen.freeze();
    await fleet.startReplica();
    await fleet.until(runId, run => Boolean(run.steps[0].history[0].adoptedAt));
    frozen.thaw();
    const [run] = await fleet.finished([runId]);
    expect(run).toMatchObject({
      status: 'succeeded',
      steps: [{ attempts: 1 }],
    });
    expect(await workersOf(fleet, runId)).toHaveLength(2);
    expect(await readLines(run)).toEqual(linesOf(140));
    expect(await fleet.readEffects()).toHaveLength(1);
    expect(frozen.isUp).toBe(true);
  });

  it('lose nothing and do nothing twice when the database is away for some seconds', async () => {
    const [replica] = await Promise.all([
      fleet.startReplica(),
      fleet.startReplica(),
    ]);
    const healthOf = () => clientOf(replica).getHealth({ refresh: true });
    expect(await healthOf()).not.toMatchObject({ status: 'degraded' });
    const runIds: string[] = [];
    for (let number = 0; number < 10; number++) {
      runIds.push(await fleet.announceRun('three-scripts'));
    }
    await fleet.until(runIds[0], ({ startedAt }) => Boolean(startedAt));
    const interrupted = fleet.interruptDatabase(4_000);
    await until(async () => {
      const { status, recommendations } = await healthOf();
      const [first] = recommendations;
      return (
        status === 'degraded' &&
        first.text.includes('own database cannot be reached')
      );
    });
    await interrupted;
    await until(async () => (await healthOf()).status !== 'degraded');
    const runs = await fleet.finished(runIds);
    expect(runs.map(({ status }) => status)).toEqual(
      runs.map(() => 'succeeded'),
    );
    expect(await fleet.readEffects()).toHaveLength(30);
    expect(await fleet.readViolations()).toEqual([]);
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
    expect(await readLines(run)).toEqual(linesOf(40));
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
