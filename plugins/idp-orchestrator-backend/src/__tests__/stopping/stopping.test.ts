import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EventStreamViewer } from '../../__testUtils__/EventStreamViewer';
import { canBeFirst } from '../../__testUtils__/ModuleProcess';
import { addressOf, clientOf } from '../../__testUtils__/replicas/clientOf';
import { drillRestarts } from '../../__testUtils__/replicas/drillRestarts';
import { Fleet } from '../../__testUtils__/replicas/Fleet';
import type { Replica } from '../../__testUtils__/replicas/Replica';

jest.setTimeout(240_000);

const authorization = mockCredentials.user.header();

const inContainer = canBeFirst() ? describe : describe.skip;

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe('A backend that is told to stop', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await Fleet.create();
  });
  afterEach(() => fleet.clear());
  afterAll(() => fleet.remove());

  /** One whose scripts would end with it, as in a container, with a run that it works on. */
  const startBusy = async (flow: string) => {
    const replica = await fleet.startReplica({ scriptsSurviveStop: 'never' });
    const runId = await fleet.announceRun(flow);
    await fleet.until(runId, run => run.lastSeq > 4);
    return { replica, runId };
  };

  const isDraining = async (replica: Replica) => {
    const address = `http://localhost:${replica.port}/.backstage/health/v1`;
    while ((await fetch(`${address}/readiness`)).ok) await sleep(20);
    return address;
  };

  const post = (replica: Replica, path: string) =>
    fetch(`${addressOf(replica)}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"input":{}}',
    });

  it('waits for scripts that would end with it, stores what they say, and leaves the rest of their runs to another', async () => {
    const { replica, runId } = await startBusy('three-scripts');
    replica.askToStop();
    await replica.ended;
    const left = await fleet.store.get(runId);
    const over = left?.steps.filter(({ status }) => status === 'succeeded');
    // The step that ran has ended, and the next one has not begun.
    expect(over).toHaveLength((await fleet.readEffects()).length);
    expect(left).toMatchObject({ status: 'running' });
    await fleet.startReplica();
    const [run] = await fleet.finished([runId]);
    expect(run.status).toBe('succeeded');
    for (const { id, attempts } of run.steps) {
      expect([id, attempts]).toEqual([id, 1]);
      expect(await fleet.readLines(runId, id)).toEqual(linesOf(3));
    }
    expect(await fleet.readEffects()).toHaveLength(3);
  });

  it('is alive and not ready meanwhile, answers questions and starts nothing', async () => {
    const { replica, runId } = await startBusy('long-script');
    replica.askToStop();
    const health = await isDraining(replica);
    expect((await fetch(`${health}/liveness`)).status).toBe(200);
    const ready = await fetch(`${health}/readiness`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('shutting down');

    const refused = await post(replica, '/v1/flows/short-script/runs');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(refused.headers.get('connection')).toBe('close');
    expect(await refused.text()).toContain(
      'This backend is being stopped and starts nothing new: ask again in 5 seconds',
    );
    expect(await clientOf(replica).getRun(runId)).toMatchObject({
      status: 'running',
    });
    // Nobody waits for hours for a script that is not wanted any more.
    await clientOf(replica).cancelRun(runId, { reason: 'not wanted any more' });
    await replica.ended;
    const left = await fleet.store.get(runId);
    expect(left?.steps[0]).toMatchObject({ status: 'cancelled', attempts: 1 });
  });

  it('ends streams at once without saying that they are over, and opens none', async () => {
    const { replica, runId } = await startBusy('long-script');
    const url = `${addressOf(replica)}/v1/runs/${runId}/events`;
    const viewer = new EventStreamViewer(
      url,
      authorization.replace('Bearer ', ''),
    );
    await viewer.join();
    let isOver = false;
    void viewer.over.then(() => {
      isOver = true;
    });
    replica.askToStop();
    await viewer.left;
    expect(isOver).toBe(false);
    expect(replica.isUp).toBe(true);
    const stream = await fetch(url, {
      headers: { authorization, accept: 'text/event-stream' },
    });
    expect(stream.status).toBe(503);
    expect(stream.headers.get('retry-after')).toBe('5');
    replica.askToStop();
    await replica.ended;
  });

  it('lets a viewer go on at another without a gap, while the script comes to its end', async () => {
    const { replica, runId } = await startBusy('short-script');
    const other = await fleet.startReplica();
    let watched = replica;
    const client = clientOf(() => watched);
    const seen: number[] = [];
    const watching = (async () => {
      for await (const entry of client.watchRun(runId)) {
        seen.push(entry.kind === 'event' ? entry.event.seq : entry.chunk.seq);
      }
    })();
    await fleet.until(runId, run => run.lastSeq > 8);
    replica.askToStop();
    watched = other;
    await replica.ended;
    const [run] = await fleet.finished([runId]);
    await watching;
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    expect(seen).toHaveLength(run.lastSeq);
    expect(run.steps[0]).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(await fleet.readLines(runId, 'only')).toEqual(linesOf(40));
  });

  it('ends at once when it is told a second time', async () => {
    const { replica, runId } = await startBusy('long-script');
    replica.askToStop();
    await isDraining(replica);
    replica.askToStop();
    await replica.ended;
    const left = await fleet.store.get(runId);
    expect(left?.steps[0]).toMatchObject({ status: 'running' });
    // Here, outside of a container, the script is still there.
    await fleet.startReplica();
    const [run] = await fleet.finished([runId]);
    expect(await fleet.readLines(run.id, 'only')).toEqual(linesOf(140));
    expect(await fleet.readEffects()).toHaveLength(1);
  });

  describe('when scripts take longer than it may wait', () => {
    /** Stops a backend under a run of a flow, and returns the run as it is then. */
    const stopUnder = async (flow: string, drainTimeout: string) => {
      const replica = await fleet.startReplica({
        scriptsSurviveStop: 'never',
        drainTimeout,
      });
      const runId = await fleet.announceRun(flow);
      await fleet.until(runId, run => run.lastSeq > 3);
      await replica.stop();
      const run = await fleet.store.get(runId);
      if (!run) throw new Error(`Run ${runId} is gone`);
      const lines = await fleet.readLines(runId, 'only');
      return { run, only: run.steps[0], lines };
    };

    it('lets them put things in order, and starts them again where their step says so', async () => {
      const { run, only, lines } = await stopUnder('restarted', '1s');
      expect(await fleet.readTidied()).toEqual([run.id]);
      expect(lines).toEqual(expect.arrayContaining(['tidying', 'tidy']));
      expect(only.status).toBe('waiting');
      expect(only.history[0]?.error?.message).toContain(
        'The script was ended with its backend',
      );
      await fleet.startReplica();
      const [finished] = await fleet.finished([run.id]);
      expect(finished).toMatchObject({
        status: 'succeeded',
        steps: [{ attempts: 2 }],
      });
    });

    it('tells that they were ended with it, and not that they failed by themselves', async () => {
      const { run, only } = await stopUnder('let-fail', '1s');
      expect(await fleet.readTidied()).toEqual([run.id]);
      expect(only).toMatchObject({ status: 'failed', attempts: 1 });
      expect(only.error?.message).toContain(
        'The script was ended with its backend',
      );
    });

    it('ends them when the time of their run is over, and waits no longer', async () => {
      const { run, only } = await stopUnder('limited', '2m');
      expect(await fleet.readTidied()).toEqual([run.id]);
      expect(run.timedOutAt).toBeDefined();
      expect(only.status).toBe('cancelled');
    });
  });

  inContainer('as process 1', () => {
    it('loses and doubles nothing in one rolling restart after another', async () => {
      const report = await drillRestarts(fleet, { restarts: 3, runs: 4 });
      expect(report).toMatchObject({
        endings: Array(12).fill('succeeded'),
        starts: 36,
        violations: [],
        notOnce: [],
      });
      expect(report.busy).toBeGreaterThan(0);
    });
  });
});
