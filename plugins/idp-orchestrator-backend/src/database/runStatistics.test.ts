import type {
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createFakeClock, type FakeClock } from '../__testUtils__/fakeClock';
import { flowOf } from '../__testUtils__/flows';
import { createNewRun } from '../engine/createNewRun';
import { digestOf } from '../flows/digest';
import type { Claim, RunCondition, RunStatistics, RunStore } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';
import { createRunStatistics } from './runStatistics';

jest.setTimeout(60_000);

const anna = { kind: 'user', ref: 'user:default/anna' } as const;
const DAY_MS = 24 * 60 * 60 * 1_000;
const ALWAYS = {
  since: '1970-01-01T00:00:00.000Z',
  until: '2100-01-01T00:00:00.000Z',
};

describe.each(testDatabaseKinds())('Statistics on $name', kind => {
  let knex: Knex;
  let clock: FakeClock;
  let store: RunStore;
  let statistics: RunStatistics;

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
    clock = createFakeClock();
    store = createDatabaseRunStore(knex, clock);
    statistics = createRunStatistics(knex);
  });

  const claimRun = async (runId: string) => {
    const claimed = await store.claim(runId, {
      worker: 'w',
      until: clock.now() + 10 * DAY_MS,
    });
    if (!claimed) throw new Error('The run could not be claimed');
    return claimed;
  };

  /** Writes facts to a run, which goes on from there. */
  const appenderOf = (claim: Claim, begun: Run) => {
    let state = begun;
    return async (...facts: RunFact[]) => {
      const added = await store.append(claim, state, { facts, logs: [] });
      if (added.result !== 'appended') throw new Error(added.result);
      state = added.run;
    };
  };

  /** A run of one step that has a worker. */
  const beginRun = async ({ environment = 'development', dryRun = false }) => {
    const flow = flowOf([{ id: 'one' }]);
    const { run } = await store.create({
      definition: flow,
      run: createNewRun(
        {
          flow,
          flowDigest: digestOf(flow),
          environment,
          initiator: anna,
          input: {},
          dryRun,
        },
        clock.now(),
      ),
    });
    const { claim, run: state } = await claimRun(run.id);
    return { runId: run.id, claim, state };
  };

  /** A run of one step that takes some time and ends in some way. */
  const runOnce = async ({
    ms,
    status = 'succeeded',
    environment = 'development',
    dryRun = false,
    attempts = 1,
  }: {
    ms: number;
    status?: 'succeeded' | 'failed' | 'cancelled';
    environment?: string;
    dryRun?: boolean;
    attempts?: number;
  }) => {
    const { runId, claim, state } = await beginRun({ environment, dryRun });
    const append = appenderOf(claim, state);
    await append({ type: 'run.started', worker: 'w' });
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await append({ type: 'step.started', stepId: 'one', attempt });
    }
    await clock.advance(ms);
    await append(
      { type: 'step.finished', stepId: 'one', attempt: attempts, status },
      { type: 'run.finished', status },
    );
    return runId;
  };

  const count = async () => {
    let all = 0;
    for (let some = 1; some > 0; all += some) some = await statistics.record();
    return all;
  };

  it('tell how often a flow and its steps succeed, and how long they usually take', async () => {
    for (let ms = 100; ms <= 1_000; ms += 100) await runOnce({ ms });
    await runOnce({ ms: 50, status: 'failed', attempts: 3 });
    await runOnce({ ms: 60, status: 'cancelled' });
    expect(await count()).toBe(12);
    const { flows, days } = await statistics.read(ALWAYS);
    const told = {
      ended: 12,
      succeeded: 10,
      failed: 1,
      cancelled: 1,
      successRatio: 10 / 11,
      // The middle of those durations that are not told apart.
      p50Ms: 500,
      p90Ms: 904,
    };
    expect(flows).toEqual([
      expect.objectContaining({
        ...told,
        steps: [
          expect.objectContaining({
            ...told,
            stepId: 'one',
            attemptsPerRun: 1.17,
          }),
        ],
      }),
    ]);
    expect(days).toEqual([
      expect.objectContaining({ succeeded: 10, failed: 1, cancelled: 1 }),
    ]);
  });

  it('say what is usual only from five that succeeded on', async () => {
    for (let ms = 10; ms <= 40; ms += 10) await runOnce({ ms });
    await runOnce({ ms: 50, status: 'failed' });
    await count();
    const [few] = (await statistics.read(ALWAYS)).flows;
    expect(few).toMatchObject({ ended: 5, succeeded: 4 });
    expect(few.p50Ms).toBeUndefined();
    expect(few.steps[0].p90Ms).toBeUndefined();
    await runOnce({ ms: 60 });
    await count();
    const [enough] = (await statistics.read(ALWAYS)).flows;
    expect(enough).toMatchObject({ p50Ms: 30, steps: [{ p50Ms: 30 }] });
  });

  it('count the time of work only: not what was waited, nor the backend’s absence after the script', async () => {
    for (let run = 0; run < 5; run++) {
      const { runId, claim, state } = await beginRun({});
      const append = appenderOf(claim, state);
      await append({ type: 'run.started', worker: 'w' });
      await append({ type: 'step.started', stepId: 'one', attempt: 1 });
      await clock.advance(40);
      const since = new Date(clock.now()).toISOString();
      await append({
        type: 'step.waiting',
        stepId: 'one',
        attempt: 1,
        waitingFor: { kind: 'approval', text: 'a yes', since },
      });
      await clock.advance(DAY_MS);
      await append(
        {
          type: 'step.finished',
          stepId: 'one',
          attempt: 1,
          status: 'failed',
          error: { message: 'no' },
        },
        { type: 'run.finished', status: 'failed' },
      );
      await clock.advance(DAY_MS);
      await store.appendUnclaimed(runId, () => [
        {
          type: 'run.retried',
          by: anna,
          reason: 'mended',
          from: 'one',
          steps: ['one'],
        },
      ]);
      const again = await claimRun(runId);
      const goOn = appenderOf(again.claim, again.run);
      await goOn({ type: 'step.started', stepId: 'one', attempt: 2 });
      await clock.advance(20);
      const endedAt = new Date(clock.now()).toISOString();
      await clock.advance(DAY_MS);
      await goOn(
        {
          type: 'step.finished',
          stepId: 'one',
          attempt: 2,
          status: 'succeeded',
          endedAt,
        },
        { type: 'run.finished', status: 'succeeded' },
      );
    }
    await count();
    const [told] = (await statistics.read(ALWAYS)).flows;
    expect(told).toMatchObject({
      succeeded: 5,
      p50Ms: 60,
      steps: [{ p50Ms: 20 }],
    });
  });

  it('count each run once, however often and by however many they are asked to', async () => {
    for (let ms = 1; ms <= 5; ms++) await runOnce({ ms });
    await Promise.all([statistics.record(), statistics.record()]);
    expect(await statistics.record()).toBe(0);
    const { flows } = await statistics.read(ALWAYS);
    expect(flows[0]).toMatchObject({ ended: 5, p50Ms: 3 });
  });

  it('are added up as runs end, so that none is read by itself', async () => {
    await runOnce({ ms: 10 });
    await runOnce({ ms: 20, dryRun: true });
    await Promise.all([statistics.record(), statistics.record()]);
    expect(await statistics.sum()).toBe(0);
    await knex('step_endings').delete();
    const { flows } = await statistics.read(ALWAYS);
    expect(flows[0]).toMatchObject({ ended: 1, steps: [{ ended: 1 }] });
  });

  it('leave dry runs out, and what the caller may not see', async () => {
    await runOnce({ ms: 10 });
    await runOnce({ ms: 20, environment: 'production' });
    await runOnce({ ms: 30, dryRun: true });
    await count();
    const within = {
      trait: 'environment' as const,
      oneOf: ['development'],
    };
    const { flows } = await statistics.read({ ...ALWAYS, within });
    expect(flows).toEqual([expect.objectContaining({ ended: 1 })]);
    const all = await statistics.read(ALWAYS);
    expect(all.flows[0].ended).toBe(2);
    const { flows: none } = await statistics.read({
      ...ALWAYS,
      flow: 'another',
    });
    expect(none).toEqual([]);
  });

  it('go on telling of runs that were removed, until these are forgotten as well', async () => {
    await runOnce({ ms: 10 });
    await count();
    await store.remove({ finishedBefore: clock.now() + 1, keepNewest: 100 });
    expect((await statistics.read(ALWAYS)).flows[0].ended).toBe(1);
    await statistics.removeBefore(clock.now());
    expect((await statistics.read(ALWAYS)).flows[0].ended).toBe(1);
    await statistics.removeBefore(clock.now() + DAY_MS);
    expect((await statistics.read(ALWAYS)).flows).toEqual([]);
  });

  it('count a run that was told to go on as it ended last', async () => {
    const runId = await runOnce({ ms: 10, status: 'failed' });
    await count();
    await clock.advance(1_000);
    await store.appendUnclaimed(runId, () => [
      {
        type: 'run.retried',
        by: anna,
        reason: 'mended',
        from: 'one',
        steps: ['one'],
      },
    ]);
    const claimed = await store.claim(runId, {
      worker: 'w',
      until: clock.now() + 1_000_000,
    });
    if (!claimed) throw new Error('The run could not be claimed');
    await store.append(claimed.claim, claimed.run, {
      facts: [
        { type: 'step.started', stepId: 'one', attempt: 2 },
        {
          type: 'step.finished',
          stepId: 'one',
          attempt: 2,
          status: 'succeeded',
        },
        { type: 'run.finished', status: 'succeeded' },
      ],
      logs: [],
    });
    expect(await count()).toBe(1);
    const { flows, days } = await statistics.read(ALWAYS);
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({ ended: 1, succeeded: 1, failed: 0 });
    expect(flows[0].steps).toMatchObject([{ ended: 1, succeeded: 1 }]);
    expect(days.map(({ failed }) => failed)).toEqual([0]);
  });

  it('tell how long most runs of a flow took in an environment, of three that succeeded', async () => {
    const most = (more: object = {}) =>
      statistics.readTimesOfMost({
        flows: ['test-flow', 'another'],
        since: ALWAYS.since,
        ...more,
      });
    for (const ms of [100, 200]) await runOnce({ ms });
    await runOnce({ ms: 9_000, status: 'failed' });
    await runOnce({ ms: 9_000, environment: 'staging' });
    await statistics.record();
    expect(await most()).toEqual([]);
    await runOnce({ ms: 400 });
    await statistics.record();
    const [{ p90Ms, ...place }, ...more] = await most();
    expect(more).toEqual([]);
    expect(place).toEqual({ flow: 'test-flow', environment: 'development' });
    expect(Math.abs(p90Ms - 400)).toBeLessThanOrEqual(8);
    expect(await most({ flows: ['another'] })).toEqual([]);
    const within = { trait: 'initiator', oneOf: [anna.ref] } as const;
    expect(await most({ within })).toEqual([]);
  });

  it('tell how long a flow usually takes, of five runs that succeeded and not of fewer', async () => {
    const usual = (within?: RunCondition) =>
      statistics.readUsualTimes({ since: ALWAYS.since, within });
    for (const ms of [100, 100, 100, 9_000]) await runOnce({ ms });
    await runOnce({ ms: 1, status: 'failed' });
    await runOnce({ ms: 1, dryRun: true });
    await statistics.record();
    expect(await usual()).toEqual(new Map());
    await runOnce({ ms: 100, environment: 'staging' });
    await statistics.record();
    const [[flow, ms], ...more] = await usual();
    expect(more).toEqual([]);
    expect(Math.abs(ms - 100)).toBeLessThanOrEqual(2);
    expect(await usual({ trait: 'flow', oneOf: [flow] })).toHaveProperty(
      'size',
      1,
    );
    expect(
      await usual({ trait: 'environment', oneOf: ['development'] }),
    ).toEqual(new Map());
    // By people nothing is added up.
    expect(await usual({ trait: 'initiator', oneOf: [anna.ref] })).toEqual(
      new Map(),
    );
  });
});
