import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import { stringify } from 'yaml';
import {
  API_TOKEN,
  createAttempt,
  FIXTURE_SCRIPTS,
  TestFollower,
  until,
} from '../bridge/__testUtils__/createTestBridge';
import { startOwner } from '../bridge/__testUtils__/startOwner';
import type { ScriptAttempt, ScriptEnding } from '../ports';
import { createTestPods, type TestPods } from './__testUtils__/createTestPods';
import { openPodBridge } from './__testUtils__/openPodBridge';
import {
  NAMESPACE,
  POD_API_KIND,
  startPodCluster,
  type PodCluster,
} from './__testUtils__/startPodCluster';
import { later } from '../waiting/monotonicTime';
import { systemClock } from '../waiting/systemClock';
import { nameAttempt } from './settings/names';

jest.setTimeout(20_000);

const never = () => new AbortController().signal;

describe(`An attempt in a pod on ${POD_API_KIND}`, () => {
  let cluster: PodCluster;
  let test: TestPods;

  beforeAll(async () => {
    cluster = await startPodCluster();
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    test = await createTestPods(cluster.kubeconfig);
  });
  afterEach(async () => {
    cluster.reopen();
    Object.assign(cluster.hands, {
      isFull: false,
      waiting: undefined,
      unschedulable: undefined,
      endReason: undefined,
    });
    await test.remove();
  });

  /** Starts an attempt, and waits until its script says something. */
  const begin = async (
    changes: Partial<ScriptAttempt>,
    { resumed = false, said = 'line 3' } = {},
  ) => {
    const attempt = createAttempt(changes);
    const follower = new TestFollower();
    const stopping = new AbortController();
    const ending = test.bridge.run(
      { ...attempt, resumed },
      follower,
      stopping.signal,
    );
    await Promise.race([
      ending,
      until(() => follower.lines('stdout').includes(said)),
    ]);
    const [pod] = (await cluster.hands.listPods())
      .map(({ metadata }) => metadata.name)
      .filter(name => name.startsWith(nameAttempt(attempt)));
    return { attempt, follower, stopping, ending, pod };
  };

  /** Lets what a killed backend began be found again. */
  const resume = async (
    attempt: ScriptAttempt,
    position = { stdout: 0, stderr: 0, lines: 0 },
  ) => {
    const follower = new TestFollower(position);
    const resumed = { ...attempt, resumed: true };
    const ending = await test.bridge.run(resumed, follower, never());
    return { follower, ending };
  };

  it('is a Job that people find, with nothing secret in it', async () => {
    const { attempt, ending } = await begin(
      { script: 'speaking', action: 'secrets' },
      { said: '***' },
    );
    await ending;
    const name = nameAttempt(attempt);
    const [job] = (await cluster.hands.listJobs()).filter(
      ({ metadata }) => metadata.name === name,
    );
    expect(job.metadata).toMatchObject({
      labels: {
        'app.kubernetes.io/managed-by': 'idp-orchestrator',
        'idp-orchestrator/run': attempt.runId,
        'idp-orchestrator/step': 'step',
        'idp-orchestrator/attempt': '1',
      },
      annotations: { 'idp-orchestrator/script': 'speaking' },
    });
    expect(job.spec).toMatchObject({
      suspend: false,
      backoffLimit: 0,
      parallelism: 1,
      ttlSecondsAfterFinished: 86_400,
    });
    expect(JSON.stringify(job)).not.toContain('token value');
    expect(JSON.stringify(job)).not.toContain(
      Buffer.from(API_TOKEN).toString('base64').slice(0, 12),
    );
    await test.bridge.forget(attempt);
    await until(async () => (await cluster.listLeft(name)).length === 0);
  });

  it('is told in a plan: image and namespace', async () => {
    const plan = await test.bridge.plan(createAttempt({ script: 'ending' }));
    expect(plan.beside).toEqual([
      `in a pod of image tools:1 in namespace ${NAMESPACE}`,
    ]);
    expect(plan.command).toEqual(['/idp/script/ending.sh', 'succeed']);
  });

  it('tells each line once when the connection to its log is cut, and the API server is away', async () => {
    const { follower, ending } = await begin({
      script: 'living',
      args: { seconds: 5 },
    });
    cluster.hands.logs.forEach(log => log.cut());
    await until(() => follower.lines('stdout').length > 30);
    cluster.shut();
    await sleep(1_000);
    cluster.reopen();
    expect((await ending).outcome).toBe('failed');
    const lines = follower.lines('stdout').filter(one => /^line/.test(one));
    expect(lines).toEqual(
      Array.from({ length: 100 }, (_, at) => `line ${at + 1}`),
    );
  });

  it('marks in the log where the kubelet has begun a new file of it', async () => {
    const { follower, ending, pod } = await begin({
      script: 'living',
      args: { seconds: 4 },
    });
    cluster.shut();
    await sleep(600);
    const log = cluster.hands.logOf(pod);
    log?.rotate();
    cluster.reopen();
    expect((await ending).outcome).toBe('failed');
    const lines = follower.lines('stdout');
    const marks = lines.filter(one => one.startsWith('…'));
    expect(marks).toEqual([expect.stringContaining('lines may be missing')]);
    const told = lines.filter(one => !one.startsWith('…'));
    expect(new Set(told).size).toBe(told.length);
    expect(told.at(-1)).toBe('trouble 80');
  });

  it('goes on after a shutdown of its backend, which it is handed over by', async () => {
    const first = await begin({ script: 'living', args: { seconds: 2 } });
    first.stopping.abort('shutdown');
    await expect(first.ending).rejects.toBe('shutdown');
    const { ending, follower } = await resume(
      first.attempt,
      first.follower.stored,
    );
    expect(ending).toMatchObject({ outcome: 'failed', error: { exitCode: 3 } });
    expect(follower.adoptions).toBe(1);
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('is started once by two backends at the same time', async () => {
    const attempt = createAttempt({
      script: 'living',
      action: 'silent',
      args: { seconds: 1 },
    });
    const other = openPodBridge(test.setting);
    const endings = await Promise.all(
      [test.bridge, other].map(one =>
        one.run(attempt, new TestFollower(), never()),
      ),
    );
    expect(endings.map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'succeeded',
    ]);
    expect(await test.readEffects()).toHaveLength(1);
  });

  it.each([
    ['the claim was made', 'POST', 'secrets'],
    ['the Job was made', 'POST', 'jobs'],
    ['the claim has its Job', 'PATCH', 'secrets'],
    ['the Job was let go on', 'PATCH', 'jobs'],
  ])(
    'is started once when its backend dies as soon as %s',
    async (_, method, resource) => {
      const attempt = createAttempt({
        script: 'living',
        action: 'silent',
        args: { seconds: 2 },
      });
      cluster.freezeAfter(method, resource);
      const owner = startOwner(test, attempt, {
        module: path.join(__dirname, '__testUtils__', 'podOwner.ts'),
        more: test.setting,
      });
      await until(() => cluster.isFrozen);
      await owner.kill();
      cluster.thaw();
      const notes = owner.lines('stderr').length;
      const stored = { stdout: 0, stderr: notes, lines: notes };
      const { ending } = await resume(attempt, stored);
      expect(ending.outcome).toBe('succeeded');
      expect(await test.readEffects()).toHaveLength(1);
    },
  );

  it.each([
    ['the claim was made', 'POST', 'secrets'],
    ['the Job was made', 'POST', 'jobs'],
    ['the claim has its Job', 'PATCH', 'secrets'],
  ])(
    'is not started again by a backend that sleeps from when %s until another has done it',
    async (_, method, resource) => {
      const attempt = createAttempt({
        script: 'living',
        action: 'silent',
        args: { seconds: 1 },
      });
      cluster.freezeAfter(method, resource);
      const sleeping = test.bridge.run(attempt, new TestFollower(), never());
      await until(() => cluster.isFrozen);
      const kubeconfig = cluster.otherKubeconfig;
      const other = openPodBridge({ ...test.setting, kubeconfig });
      const resumed = { ...attempt, resumed: true };
      const ending = await other.run(resumed, new TestFollower(), never());
      expect(ending.outcome).toBe('succeeded');
      await other.forget(attempt);
      const name = nameAttempt(attempt);
      await until(async () => (await cluster.listLeft(name)).length === 0);
      cluster.thaw();
      expect((await sleeping).outcome).toBe('lost');
      expect(await cluster.listLeft(name)).toEqual([]);
      expect(await test.readEffects()).toHaveLength(1);
    },
  );

  it.each([
    ['its Job', ['jobs']],
    ['its Secret', ['secrets']],
    ['both', ['jobs', 'secrets']],
  ])('is lost when somebody has removed %s', async (_, resources) => {
    const first = await begin({ script: 'living' });
    first.stopping.abort('hand-over');
    await expect(first.ending).rejects.toBe('hand-over');
    const name = nameAttempt(first.attempt);
    for (const resource of resources) await cluster.remove(resource, name);
    const { ending } = await resume(first.attempt, first.follower.stored);
    expect(ending).toEqual({
      outcome: 'lost',
      error: {
        message: expect.stringMatching(
          /was removed from the cluster by somebody else, and it is not known/,
        ),
      },
    });
    expect(await test.readEffects()).toHaveLength(1);
    await test.bridge.forget(first.attempt);
    await until(async () => (await cluster.listLeft(name)).length === 0);
  });

  it('is lost, and not begun again, when nothing is left of a script that has printed nothing', async () => {
    const attempt = createAttempt({ script: 'living', action: 'silent' });
    const follower = new TestFollower();
    const handing = new AbortController();
    const ending = test.bridge.run(attempt, follower, handing.signal);
    await until(async () => (await test.readEffects()).length > 0);
    handing.abort('hand-over');
    await expect(ending).rejects.toBe('hand-over');
    const name = nameAttempt(attempt);
    await cluster.remove('jobs', name);
    await cluster.remove('secrets', name);
    const resumed = await resume(attempt, follower.stored);
    expect(resumed.ending.outcome).toBe('lost');
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('tells of a quota that leaves no room for its pod', async () => {
    cluster.hands.isFull = true;
    const attempt = createAttempt({ script: 'ending' });
    const name = nameAttempt(attempt);
    const involved = { kind: 'Job', namespace: NAMESPACE, name };
    await cluster.post(`/api/v1/namespaces/${NAMESPACE}/events`, {
      metadata: { name: `${name}.1` },
      involvedObject: { apiVersion: 'batch/v1', ...involved },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'exceeded quota: compute',
    });
    const follower = new TestFollower();
    const ending = test.bridge.run(attempt, follower, never());
    await until(() => follower.lines('stderr').join().includes('quota'));
    cluster.hands.isFull = false;
    expect((await ending).outcome).toBe('succeeded');
  });

  it('tells why its pod does not start', async () => {
    cluster.hands.unschedulable =
      '0/3 nodes are available: 3 Insufficient cpu.';
    const attempt = createAttempt({ script: 'ending' });
    const follower = new TestFollower();
    const ending = test.bridge.run(attempt, follower, never());
    const says = (text: string) =>
      follower.lines('stderr').join().includes(text);
    await until(() => says('Insufficient cpu'));
    cluster.hands.unschedulable = undefined;
    cluster.hands.waiting = {
      reason: 'ImagePullBackOff',
      message: 'no tools:1',
    };
    await until(() => says('ImagePullBackOff'));
    cluster.hands.waiting = undefined;
    expect((await ending).outcome).toBe('succeeded');
    expect(follower.lines('stderr')).toEqual([
      expect.stringMatching(/^Job scripts\/idp-.* in a pod of image tools:1$/),
      expect.stringContaining('cannot be placed on a node (Unschedulable)'),
      expect.stringContaining(
        'image tools:1 of container script cannot be pulled',
      ),
    ]);
  });

  it('fails when its pod does not start in time, and leaves nothing', async () => {
    let waitedMs = 0;
    const clock = {
      ...systemClock,
      monotonic: () => later(systemClock.monotonic(), waitedMs),
    };
    const late = await createTestPods(cluster.kubeconfig, { clock });
    cluster.hands.unschedulable = '0/3 nodes are available.';
    const attempt = createAttempt({ script: 'ending' });
    const follower = new TestFollower();
    const ending = late.bridge.run(attempt, follower, never());
    await until(() => follower.lines('stderr').length > 1);
    waitedMs = 601_000;
    expect(await ending).toMatchObject({
      outcome: 'failed',
      error: {
        message: expect.stringMatching(
          /could not be started: its pod did not start within 10 minutes: .*0\/3 nodes/,
        ),
      },
    });
    await late.bridge.forget(attempt);
    expect(await cluster.listLeft(nameAttempt(attempt))).toEqual([]);
    await late.remove();
  });

  it('leaves nothing when it is cancelled before its pod has started', async () => {
    cluster.hands.unschedulable = '0/3 nodes are available.';
    const attempt = createAttempt({ script: 'living' });
    const follower = new TestFollower();
    const cancelling = new AbortController();
    const ending = test.bridge.run(attempt, follower, cancelling.signal);
    await until(() => follower.lines('stderr').length > 1);
    cancelling.abort('cancel');
    expect((await ending).outcome).toBe('cancelled');
    await test.bridge.forget(attempt);
    expect(await cluster.listLeft(nameAttempt(attempt))).toEqual([]);
    expect(await test.readEffects()).toEqual([]);
  });

  it('may have its script in the image', async () => {
    const script = path.join(FIXTURE_SCRIPTS, 'ending.sh');
    const catalogPath = path.join(test.spoolDirectory, '..', 'catalog.yaml');
    const entry = {
      title: 'It',
      script: 'not-in-the-folder.sh',
      risk: 'low',
      runsOn: { pod: { path: script } },
      actions: { outputs: {} },
    };
    const apiVersion = 'idp-orchestrator/v1';
    const catalog = stringify({ apiVersion, scripts: { it: entry } });
    await writeFile(catalogPath, catalog);
    const options = { ...test.options, catalogPath };
    const bridge = openPodBridge({ ...test.setting, options });
    const attempt = createAttempt({ script: 'it' });
    const ending = await bridge.run(attempt, new TestFollower(), never());
    expect(ending).toMatchObject({ outcome: 'succeeded', summary: '# Done\n' });
    expect((await bridge.catalog.list()).problems).toEqual([]);
  });

  const terminate = async (
    changes: object,
    status: object = {},
  ): Promise<ScriptEnding> => {
    const { ending, pod } = await begin({ script: 'living' });
    Object.assign(cluster.hands, changes);
    if (Object.keys(status).length > 0)
      await cluster.hands.setStatus(pod, status);
    await cluster.hands.kill(pod);
    return ending;
  };

  it('has failed when it needed more memory than there was', async () => {
    expect(await terminate({ endReason: 'OOMKilled' })).toMatchObject({
      outcome: 'failed',
      error: {
        exitCode: 137,
        message: expect.stringContaining('OOMKilled: it needed more memory'),
      },
    });
  });

  it('is lost when its node has evicted it', async () => {
    const status = {
      reason: 'Evicted',
      message: 'The node was low on memory.',
    };
    expect(await terminate({}, status)).toMatchObject({
      outcome: 'lost',
      error: { message: expect.stringContaining('Evicted: The node was low') },
    });
  });

  it('says so when the cluster has made a second pod of its Job', async () => {
    const { attempt, follower, stopping, ending } = await begin({
      script: 'living',
    });
    const name = nameAttempt(attempt);
    await cluster.hands.repeat(name);
    await until(() => /has made 2 pods/.test(follower.lines('stderr').join()));
    stopping.abort('cancel');
    expect((await ending).outcome).toBe('cancelled');
    await test.bridge.forget(attempt);
    expect(await cluster.listLeft(name)).toEqual([]);
  });

  it('is lost when somebody deletes its pod', async () => {
    const { ending, pod } = await begin({ script: 'living' });
    await cluster.hands.remove(pod);
    expect(await ending).toMatchObject({
      outcome: 'lost',
      error: { message: expect.stringMatching(/somebody/) },
    });
  });

  it('is told what is missing of a pod, before anything is made', async () => {
    const tryIt = (changes: Partial<ScriptAttempt>, bridge = test.bridge) =>
      bridge.run(createAttempt(changes), new TestFollower(), never());
    const without = openPodBridge({ ...test.setting, pod: {} });
    await expect(tryIt({ script: 'ending' }, without)).rejects.toThrow(
      new InputError(
        'ending succeed is to run in a pod, and nobody says of which image: set runsOn.pod.image in the script catalog, or idpOrchestrator.environments.development.runsOn.pod.image',
      ),
    );
    await expect(tryIt({ script: 'nothing' })).rejects.toThrow(NotFoundError);
    const body = 'x'.repeat(900_000);
    await expect(
      tryIt({ script: 'account-given', args: { body } }),
    ).rejects.toThrow('a Secret of Kubernetes takes at most 900000');
  });
});
