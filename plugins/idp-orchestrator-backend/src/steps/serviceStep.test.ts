import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createFakeClock } from '../__testUtils__/fakeClock';
import type { EngineStepContext } from '../engine/EngineStepContext';
import type { Cluster, ScriptBridge, ScriptEnding, Workload } from '../ports';
import { createStepContext } from './__testUtils__/stepContext';
import {
  createServiceStep,
  type OperatedService,
  type ServiceStepOptions,
} from './serviceStep';

type Seen = Pick<ServiceHealth, 'status'> & Partial<ServiceHealth>;

const healthy: Seen = { status: 'healthy', url: 'http://grafana' };
const gone: Seen = {
  status: 'down',
  reason: 'nothing listens',
  probes: [
    { kind: 'http', status: 'down', text: 'nothing listens', isThere: false },
  ],
};
const hung: Seen = {
  status: 'down',
  reason: 'no answer',
  probes: [{ kind: 'http', status: 'down', text: 'no answer' }],
};

const byScript: OperatedService['control'] = {
  kind: 'script',
  script: 'idp',
  actions: { start: 'up', stop: 'down' },
  serviceParameter: 'services',
};
const inCluster: OperatedService['control'] = {
  kind: 'kubernetes',
  namespaces: ['monitoring'],
  selector: 'app=grafana',
};

const workload = (more: Partial<Workload> = {}): Workload => ({
  kind: 'Deployment',
  namespace: 'monitoring',
  name: 'grafana',
  wanted: 2,
  ready: 2,
  updated: 2,
  problems: [],
  ...more,
});

/** Makes a service that is seen as the list says, one look after the other; the last for ever. */
function setUp(
  seen: Seen[],
  more: {
    control?: OperatedService['control'];
    ending?: ScriptEnding;
    cluster?: Partial<Cluster>;
    settleMs?: number;
    fixedReason?: string;
  } = {},
) {
  const calls: unknown[] = [];
  const clock = createFakeClock();
  const looks = [...seen];
  const service: OperatedService = {
    name: 'grafana',
    title: 'Grafana',
    environment: 'development',
    control: more.control ?? byScript,
    probes: [{}],
    settleMs: more.settleMs,
  };
  const note =
    (act: string) =>
    async (at: unknown, to?: unknown): Promise<never> => {
      const { name, dryRun } = at as Workload & { dryRun?: boolean };
      if (!dryRun) calls.push([act, name, ...(to ? [to] : [])]);
      return 2 as never;
    };
  const options: ServiceStepOptions = {
    list: async () => [service],
    look: async () => {
      const [next] = looks.length > 1 ? looks.splice(0, 1) : looks;
      const { name, title } = service;
      return [{ critical: false, dependsOn: [], name, title, ...next }];
    },
    fixedReason: () => more.fixedReason,
    bridge: {
      plan: async ({ script, action }) =>
        ({ command: [script, action] }) as Awaited<
          ReturnType<ScriptBridge['plan']>
        >,
      run: async ({ script, action, args }) => {
        calls.push([script, action, args]);
        return more.ending ?? { outcome: 'succeeded' };
      },
      isFoundAnywhere: async () => false,
    },
    scripts: {
      list: async () => ({
        scripts: [
          {
            id: 'idp',
            title: 'idp',
            description: '',
            risk: 'low',
            defaultAction: 'up',
            actions: [],
            parameters: { services: { type: 'array' } },
          },
        ],
        problems: [],
      }),
    },
    cluster: {
      requireRights: async () => {},
      findWorkloads: async () => [workload()],
      scale: note('scale'),
      restart: note('restart'),
      waitForRollout: async (at, { changed }) => {
        const now = workload({ ...at, ready: 1, problems: ['pulling'] });
        await changed(now);
        calls.push(['rolled out', at.name]);
        return now;
      },
      ...more.cluster,
    },
    clock,
  };
  const step = createServiceStep(options);
  const context = (given: Partial<EngineStepContext> = {}) =>
    ({
      resumed: false,
      follower: {} as EngineStepContext['follower'],
      ...createStepContext(),
      ...given,
    }) as EngineStepContext & ReturnType<typeof createStepContext>;
  const run = (input: object, given: Partial<EngineStepContext> = {}) =>
    step.run(step.inputSchema.parse(input), context(given));
  const plan = (input: object, ask?: boolean) =>
    step.plan(step.inputSchema.parse(input), {
      environment: 'development',
      ask,
    });
  return { run, plan, calls, clock, context, step };
}

const start = { act: 'start', service: 'grafana' };
const stop = { act: 'stop', service: 'grafana' };
const restart = { act: 'restart', service: 'grafana' };

/** Lets time pass until the promise is settled. */
async function during<T>(
  clock: { advance(ms: number): void },
  work: Promise<T>,
): Promise<T> {
  let isOver = false;
  const done = work.finally(() => {
    isOver = true;
  });
  done.catch(() => {
    // Told to whoever waits for it below.
  });
  while (!isOver) {
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(1_000);
  }
  return done;
}

describe('A step that uses service', () => {
  it('starts a service by its script, and waits until it is well', async () => {
    const { run, calls, clock } = setUp([
      gone,
      gone,
      { status: 'degraded', reason: 'comes up' },
      healthy,
    ]);
    const outcome = await during(clock, run(start));
    expect(calls).toEqual([['idp', 'up', { services: ['grafana'] }]]);
    expect(outcome).toMatchObject({
      status: 'succeeded',
      output: {
        changed: true,
        nothing_to_do: false,
        status: 'running',
        health: 'healthy',
        url: 'http://grafana',
      },
      summary: 'Grafana was started and is healthy.',
    });
  });

  it.each([
    ['start', healthy, 'healthy'],
    ['stop', gone, 'stopped'],
  ])('leaves alone what needs no %s, and says so', async (act, seen, state) => {
    const { run, calls } = setUp([seen]);
    expect(await run({ act, service: 'grafana' })).toMatchObject({
      status: 'succeeded',
      output: { changed: false, nothing_to_do: true },
      summary: `Grafana: nothing to do, it is ${state} already.`,
    });
    expect(calls).toEqual([]);
  });

  it('stops what hangs, although it does not answer', async () => {
    const { run, calls } = setUp([hung, gone]);
    expect(await run(stop)).toMatchObject({
      status: 'succeeded',
      output: { changed: true, status: 'stopped', health: 'down' },
    });
    expect(calls).toHaveLength(1);
  });

  it('fails with what was seen when the service does not come up in its time', async () => {
    const { run, clock } = setUp(
      [gone, { ...hung, waitsFor: ['prometheus'] }],
      { settleMs: 5_000 },
    );
    const outcome = await during(clock, run(start));
    expect(outcome).toMatchObject({
      status: 'failed',
      output: { changed: true, status: 'running', health: 'down' },
      error: {
        message:
          'Grafana could not be started; it is down (no answer); it needs prometheus',
      },
    });
  });

  it('fails as its script does, with all that it said', async () => {
    const error = { message: 'exit code 3', exitCode: 3, stderrTail: ['no'] };
    const { run } = setUp([gone], { ending: { outcome: 'failed', error } });
    expect(await run(start)).toMatchObject({
      status: 'failed',
      error: {
        message:
          'Grafana could not be started; exit code 3; it is down (nothing listens)',
        exitCode: 3,
        stderrTail: ['no'],
      },
    });
  });

  it('says what it does, and what is wanted: a start from its beginning, a stop at its good end', async () => {
    const until = '2026-12-01T01:00:00+01:00';
    const touchedBy = async (
      input: object,
      looks: Parameters<typeof setUp>[0],
      ending?: ScriptEnding,
    ) => {
      const { run, context } = setUp(looks, { ending });
      const { said, say } = context();
      await run(input, { say });
      return said.flatMap(({ touched = [] }) => touched);
    };
    const service = 'grafana';
    const begun = { service, what: 'stop' };
    expect(await touchedBy(start, [gone, healthy])).toEqual([
      { service, what: 'start', wanted: 'running' },
    ]);
    expect(await touchedBy({ ...stop, until }, [healthy, gone])).toEqual([
      begun,
      {
        service,
        what: 'stopped',
        wanted: 'stopped',
        until: '2026-12-01T00:00:00.000Z',
      },
    ]);
    const half = { ...stop, leaves: 'running' };
    expect(await touchedBy(half, [healthy, gone])).toEqual([
      { ...begun, wanted: 'running' },
    ]);
    expect(await touchedBy(stop, [gone])).toEqual([
      { ...begun, wanted: 'stopped', nothingToDo: true },
    ]);
    const failed: ScriptEnding = { outcome: 'failed', error: { message: '' } };
    expect(await touchedBy(stop, [healthy], failed)).toEqual([begun]);
  });

  it('takes up the script of a worker that is gone, however the service looks', async () => {
    const { run, calls } = setUp([healthy]);
    await run(start, { resumed: true });
    expect(calls).toHaveLength(1);
  });

  it('lets another worker wait on when it is handed over, and stops waiting when it is cancelled', async () => {
    const { run, clock } = setUp([gone]);
    const cancelled = await run(start, { signal: AbortSignal.abort('cancel') });
    expect(cancelled.status).toBe('cancelled');
    const handedOver = AbortSignal.abort('hand-over');
    await expect(
      during(clock, run(start, { signal: handedOver })),
    ).rejects.toBe('hand-over');
  });

  it('scales a service of a cluster up, telling how it comes along', async () => {
    const { run, calls, context } = setUp([{ status: 'down' }, healthy], {
      control: inCluster,
    });
    const { said, say } = context();
    expect((await run(start, { say })).status).toBe('succeeded');
    expect(calls).toEqual([
      ['scale', 'grafana', 'start'],
      ['rolled out', 'grafana'],
    ]);
    const lines = said.flatMap(piece => piece.lines ?? []);
    expect(lines).toContain(
      'Deployment monitoring/grafana: 1 of 2 replicas are ready, 2 new; pulling',
    );
  });

  it('scales it to nothing, and calls it stopped', async () => {
    const none = { ready: 0, wanted: 0 };
    const { run, calls } = setUp(
      // What is in front of it answers on.
      [healthy, { status: 'degraded', replicas: none }],
      { control: inCluster },
    );
    expect(await run(stop)).toMatchObject({
      status: 'succeeded',
      output: { status: 'stopped', replicas: none },
    });
    expect(calls[0]).toEqual(['scale', 'grafana', 'stop']);
  });

  it('restarts what runs in a cluster by a rollout, and starts what is at zero', async () => {
    const running = setUp([healthy], { control: inCluster });
    await running.run(restart);
    expect(running.calls[0]).toEqual([
      'restart',
      'grafana',
      expect.any(AbortSignal),
    ]);
    const zero = setUp([gone, healthy], {
      control: inCluster,
      cluster: { findWorkloads: async () => [workload({ wanted: 0 })] },
    });
    await zero.run(restart);
    expect(zero.calls[0]).toEqual(['scale', 'grafana', 'start']);
  });

  const several = [
    workload({ kind: 'Deployment', name: 'web' }),
    workload({ kind: 'DaemonSet', name: 'agent' }),
  ];

  it('changes nothing of a service of which the cluster refuses a part, and says so in its plan', async () => {
    const scale = jest.fn(async ({ kind }: Pick<Workload, 'kind'>) => {
      if (kind === 'DaemonSet') throw new Error('agent cannot be scaled');
      return 0;
    });
    const { run, plan } = setUp([healthy], {
      control: inCluster,
      cluster: { findWorkloads: async () => several, scale },
    });
    expect(await run(stop)).toMatchObject({
      status: 'failed',
      output: { changed: false },
      error: {
        message: expect.stringContaining(
          'nothing was changed: agent cannot be scaled',
        ),
      },
    });
    expect(await plan(stop)).toMatchObject({
      text: expect.stringContaining(
        'It would be refused: nothing was changed: agent cannot be scaled',
      ),
    });
    const asked = scale.mock.calls as unknown[][];
    expect(asked.map(([at]) => (at as { dryRun?: true }).dryRun)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('leaves at zero what was there when the others are restarted, and says so', async () => {
    const found = [
      workload({ name: 'web' }),
      workload({ name: 'jobs', wanted: 0, ready: 0, kept: 3 }),
    ];
    const replicas = { ready: 2, wanted: 2 };
    const partly: Seen = {
      status: 'degraded',
      reason: 'jobs is scaled to zero',
      replicas,
      probes: [{ kind: 'kubernetes', status: 'degraded', text: 'at zero' }],
    };
    const { run, calls } = setUp([partly], {
      control: inCluster,
      cluster: { findWorkloads: async () => found },
    });
    expect(await run(restart)).toMatchObject({
      status: 'warning',
      error: {
        message: expect.stringContaining(
          'Deployment monitoring/jobs is at zero and was left so',
        ),
      },
    });
    expect(calls).toEqual([
      ['restart', 'web', expect.any(AbortSignal)],
      ['rolled out', 'web'],
    ]);
  });

  it('does not operate pods of another controller, which it names', async () => {
    const pods = {
      ...workload({ name: 'pg' }),
      kind: 'Cluster',
      isForeign: true as const,
    };
    const { run } = setUp([healthy], {
      control: inCluster,
      cluster: { findWorkloads: async () => [pods] },
    });
    expect(await run(stop)).toMatchObject({
      status: 'failed',
      error: {
        message: expect.stringContaining('are run by Cluster monitoring/pg'),
      },
    });
  });

  it('tells what the cluster says against it', async () => {
    const missing = setUp([gone], {
      control: inCluster,
      cluster: { findWorkloads: async () => [] },
    });
    expect(await missing.run(start)).toMatchObject({
      status: 'failed',
      output: { changed: false },
      error: {
        message: expect.stringContaining(
          'no workload with app=grafana is in monitoring',
        ),
      },
    });
    const late = setUp([gone], {
      control: inCluster,
      settleMs: 3_000,
      cluster: {
        waitForRollout: async (_, { signal, changed }) => {
          await changed(workload({ ready: 1, problems: ['Pod x is kept'] }));
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        },
      },
    });
    expect(await during(late.clock, late.run(start))).toMatchObject({
      status: 'timed-out',
      error: {
        message: expect.stringMatching(
          /not rolled out within 3 s; Deployment monitoring\/grafana: 1 of 2 .*; Pod x is kept/,
        ),
      },
    });
  });

  it('looks at services, and fails when they are not as expected', async () => {
    const { run } = setUp([hung]);
    expect(await run({ act: 'look' })).toEqual({
      status: 'succeeded',
      output: {
        services: {
          grafana: { status: 'running', health: 'down', reason: 'no answer' },
        },
        urls: {},
      },
    });
    expect(await run({ act: 'look', expect: 'well' })).toMatchObject({
      status: 'failed',
      error: {
        message: 'Expected them to be well: Grafana is down (no answer)',
      },
    });
  });

  it('finds gone what does not answer, and what cannot be asked', async () => {
    const gonePlease = { act: 'look', expect: 'gone' };
    expect((await setUp([gone]).run(gonePlease)).status).toBe('succeeded');
    const unknown = setUp([{ status: 'unknown' }]);
    expect((await unknown.run(gonePlease)).status).toBe('succeeded');
    expect(await setUp([healthy]).run(gonePlease)).toMatchObject({
      status: 'failed',
      error: { message: 'Expected them to be gone: Grafana is healthy' },
    });
  });

  it('plans with the present state and the command, and does nothing', async () => {
    const { plan, calls } = setUp([gone]);
    expect(await plan(start, true)).toEqual({
      effect: 'known',
      text: 'Would start Grafana; it is down (nothing listens).',
      command: ['idp', 'up'],
      answer: {
        service: 'grafana',
        act: 'start',
        status: 'stopped',
        health: 'down',
        reason: 'nothing listens',
      },
    });
    expect((await plan(stop, true)).text).toContain('nothing to do');
    expect((await plan({ ...start, again: true }, true)).text).toBe(
      'Would start Grafana again, when it was stopped.',
    );
    expect(calls).toEqual([]);
  });

  it('refuses, at the plan, what cannot be done', async () => {
    await expect(
      setUp([gone]).plan({ act: 'start', service: 'graphana' }),
    ).rejects.toThrow('There is no service graphana in development');
    await expect(
      setUp([gone], { fixedReason: 'no control' }).plan(start),
    ).rejects.toThrow('Grafana cannot be started: no control');
    await expect(setUp([gone]).plan(restart)).rejects.toThrow(
      'controlled by a script',
    );
    expect(() => setUp([gone]).plan({ act: 'start' })).toThrow(
      'the name of a service',
    );
  });
});
