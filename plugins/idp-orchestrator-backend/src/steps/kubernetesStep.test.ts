import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';
import { API_KIND } from '../cluster/__testUtils__/startTestApi';
import {
  createWorkload,
  TestCluster,
} from '../cluster/__testUtils__/TestCluster';
import type { WorkloadObject } from '../cluster/workloads/WorkloadObject';
import { createStepContext } from './__testUtils__/stepContext';
import { createKubernetesStep } from './kubernetesStep';

jest.setTimeout(120_000);

describe(`A step that uses kubernetes, on ${API_KIND}`, () => {
  let kube: TestCluster;
  let step: ReturnType<typeof createKubernetesStep>;

  beforeAll(async () => {
    kube = await TestCluster.start('kubernetesStep');
    step = createKubernetesStep(kube.cluster, { list: async () => [] });
  });
  beforeEach(() => kube.begin(expect.getState().currentTestName));
  afterAll(() => kube?.stop());

  const run = (input: object, more = {}) => {
    const context = createStepContext({ environment: 'test', ...more });
    const outcome = step.run(step.inputSchema.parse(input), context);
    const lines = () => context.said.flatMap(said => said.lines ?? []);
    return { outcome, lines };
  };
  const plan = async (input: object, more = {}) =>
    step.plan(step.inputSchema.parse(input), {
      environment: 'test',
      ask: true,
      ...more,
    });
  const settings = (namespace: string, value: string) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace },
      data: { value },
    });
  const web = (namespace: string) => ({
    kind: 'Deployment',
    namespace,
    name: 'web',
  });

  it('applies a manifest, and plans what it would do to each object', async () => {
    await kube.addNamespace('step-apply');
    const manifest = settings('step-apply', '1');
    const input = { action: 'apply', manifest };
    expect(await plan(input, { ask: false })).toEqual({
      effect: 'known',
      text: 'Would apply ConfigMap step-apply/settings.',
    });
    expect(await plan(input)).toEqual({
      effect: 'known',
      text: 'Would create ConfigMap step-apply/settings.',
    });
    const first = run(input);
    expect(await first.outcome).toMatchObject({
      status: 'succeeded',
      output: { objects: [{ name: 'settings', change: 'created' }] },
    });
    expect(first.lines()).toEqual(['ConfigMap step-apply/settings created']);
    expect(await plan(input)).toMatchObject({
      text: 'Would leave as it is ConfigMap step-apply/settings.',
    });
    const other = { action: 'apply', manifest: settings('step-apply', '2') };
    expect(await plan(other)).toMatchObject({
      text: 'Would change ConfigMap step-apply/settings.',
    });
  });

  it('is not tried again when the cluster refuses what it asks for', async () => {
    await kube.addNamespace('step-refused');
    const path = '/api/v1/namespaces/step-refused/configmaps';
    await kube.post(path, JSON.parse(settings('step-refused', 'theirs')));
    const input = {
      action: 'apply',
      manifest: settings('step-refused', 'mine'),
    };
    await expect(run(input).outcome).rejects.toThrow(FatalStepError);
    await expect(run(input).outcome).rejects.toThrow(
      /\.data\.value is held by/,
    );
    expect(await plan(input)).toMatchObject({
      text: expect.stringMatching(
        /It would be refused: .*\.data\.value is held/,
      ),
    });
    expect(await run({ ...input, force: true }).outcome).toMatchObject({
      output: { objects: [{ change: 'changed' }] },
    });
  });

  it('stops a workload and starts it again, following each to its end', async () => {
    await kube.addNamespace('step-scale');
    const path = await kube.addDeployment('step-scale', 'web', { replicas: 2 });
    await kube.rollOut(path);
    const scale = (replicas: string) => ({
      action: 'scale',
      ...web('step-scale'),
      replicas,
    });
    expect(await plan(scale('stop'))).toMatchObject({
      text: 'Would scale Deployment step-scale/web to 0 replicas.',
    });
    // The controller answers each change that is told of.
    const say = async () => kube.rollOut(path);
    expect(await run(scale('stop'), { say }).outcome).toMatchObject({
      status: 'succeeded',
      output: { workload: { wanted: 0, kept: 2 } },
    });
    expect(await plan(scale('start'))).toMatchObject({
      text: 'Would scale Deployment step-scale/web to 2 replicas.',
    });
    expect(await run(scale('start'), { say }).outcome).toMatchObject({
      output: { workload: { wanted: 2, ready: 2 } },
    });
  });

  it('restarts a workload once, also when its attempt is taken up again', async () => {
    await kube.addNamespace('step-restart');
    const path = await kube.addDeployment('step-restart', 'web');
    const input = { action: 'restart', ...web('step-restart'), wait: false };
    expect(await plan(input)).toMatchObject({
      effect: 'known',
      text: expect.stringContaining('replace the pods'),
    });
    await run(input).outcome;
    await run(input).outcome;
    const after = await kube.read<WorkloadObject>(path);
    expect(after.metadata.generation).toBe(2);
    await run(input, { attempt: 2 }).outcome;
    const again = await kube.read<WorkloadObject>(path);
    expect(again.metadata.generation).toBe(3);
  });

  it('deletes an object and is content when there is none', async () => {
    await kube.addNamespace('step-delete');
    const input = {
      action: 'delete',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'step-delete',
      name: 'settings',
    };
    expect(await plan(input)).toMatchObject({
      text: 'ConfigMap step-delete/settings is not there: nothing to delete.',
    });
    await run({ action: 'apply', manifest: settings('step-delete', '1') })
      .outcome;
    expect(await plan(input)).toMatchObject({
      text: 'Would delete ConfigMap step-delete/settings.',
    });
    expect(await run(input).outcome).toMatchObject({
      output: { deleted: true },
    });
    expect(await run(input).outcome).toMatchObject({
      output: { deleted: false },
    });
  });

  it('says at its limit what it waited for, and ends when it is cancelled', async () => {
    await kube.addNamespace('step-wait');
    await kube.post(
      '/apis/apps/v1/namespaces/step-wait/deployments',
      createWorkload('web'),
    );
    const input = {
      action: 'wait',
      ...web('step-wait'),
      condition: 'Available',
    };
    expect(await run(input, { timeoutMs: 2_000 }).outcome).toEqual({
      status: 'timed-out',
      error: {
        message:
          'Not done within 2 s. Deployment step-wait/web is not Available yet: it says nothing about it so far',
      },
    });
    const abort = new AbortController();
    const more = {
      signal: abort.signal,
      say: async () => abort.abort('cancel'),
    };
    expect(await run(input, more).outcome).toEqual({ status: 'cancelled' });
    const other = new AbortController();
    const handedOver = run(input, {
      signal: other.signal,
      say: async () => other.abort('hand-over'),
    });
    await expect(handedOver.outcome).rejects.toBe('hand-over');
  });

  it('waits for a field to have a value, as kubectl does, and says what it has', async () => {
    await kube.addNamespace('step-field');
    const path = '/api/v1/namespaces/step-field/persistentvolumeclaims';
    await kube.post(path, {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    const goal = { jsonpath: '{.status.phase}', value: 'Bound' };
    const input = {
      action: 'wait',
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'step-field',
      name: 'data',
      for: goal,
    };
    expect(await plan(input)).toMatchObject({
      text: 'Would wait until PersistentVolumeClaim step-field/data has Bound at {.status.phase}.',
    });
    const told: string[] = [];
    const say = async ({ lines = [] }: { lines?: string[] }) => {
      told.push(...lines);
      if (told.length > 1) return;
      await kube.setStatus(`${path}/data`, { phase: 'Bound' });
    };
    expect(await run(input, { say }).outcome).toMatchObject({
      status: 'succeeded',
    });
    expect(told).toEqual([
      'PersistentVolumeClaim step-field/data has Pending at {.status.phase}, and is to have Bound',
      'PersistentVolumeClaim step-field/data has Bound at {.status.phase}',
    ]);
    const several = { jsonpath: '{.spec.accessModes[*]}' };
    expect(await run({ ...input, for: several }).outcome).toMatchObject({
      status: 'succeeded',
    });
    const wrong = { ...input, for: { jsonpath: '{.status.}' } };
    await expect(run(wrong).outcome).rejects.toThrow(
      'The jsonpath {.status.} is not usable at ".": expected a path as kubectl wait takes it',
    );
  });

  it('cannot run where there is no cluster, which its plan says', async () => {
    const input = { action: 'restart', ...web('any') };
    const { outcome } = run(input, { environment: 'plain' });
    await expect(outcome).rejects.toThrow(FatalStepError);
    expect(await plan(input, { environment: 'plain' })).toEqual({
      effect: 'unknown',
      text: expect.stringMatching(
        /^Would replace the pods of .*Environment plain has no cluster: set/,
      ),
    });
  });

  it.each([
    [{ action: 'apply' }, 'a manifest for apply'],
    [{ action: 'scale', ...web('x') }, 'a replicas for scale'],
    [
      { action: 'restart', kind: 'Pod', namespace: 'x', name: 'y' },
      'one of Deployment, StatefulSet, DaemonSet',
    ],
    [{ action: 'delete', kind: 'Job', name: 'y' }, 'the apiVersion of Job'],
    [
      { action: 'wait', apiVersion: 'batch/v1', kind: 'Job', name: 'y' },
      'a condition, or a field as for',
    ],
    [
      { action: 'restart', ...web('x'), for: { jsonpath: '{.a}' } },
      'for belongs to wait',
    ],
    [
      { action: 'wait', ...web('x'), condition: 'A', for: { jsonpath: 'a' } },
      'instead of a condition',
    ],
    [
      { action: 'wait', ...web('x'), for: { value: 'Healthy' } },
      'expected string',
    ],
    [{ action: 'wait', kind: 'Deployment', name: 'y' }, 'a namespace'],
    [{ action: 'restart' }, 'a kind for restart'],
  ])('refuses %j', (input, told) => {
    expect(() => step.inputSchema.parse(input)).toThrow(told);
  });

  it('takes a kind that only an expression tells, which is checked when it starts', () => {
    const named = { namespace: 'x', name: 'y' };
    const kind = '${{ input.kind }}';
    for (const action of ['wait', 'restart', 'delete']) {
      const input = { action, kind, ...named };
      expect(step.inputSchema.safeParse(input).success).toBe(true);
    }
    expect(() =>
      step.inputSchema.parse({ action: 'restart', kind: 'Job', ...named }),
    ).toThrow('one of Deployment, StatefulSet, DaemonSet');
  });
});
