import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotAllowedError } from '@backstage/errors';
import type { Cluster } from '../ports';
import { createStepContext } from '../steps/__testUtils__/stepContext';
import { createKubernetesStep } from '../steps/kubernetesStep';
import { API_KIND } from './__testUtils__/startTestApi';
import {
  createCluster,
  createWorkload,
  TestCluster,
} from './__testUtils__/TestCluster';

jest.setTimeout(120_000);

const MANIFEST = path.join(
  __dirname,
  '../../../../examples/platform/kubernetes/rbac.yaml',
);
const environment = 'test';
const never = new AbortController().signal;
const changed = async () => {};

describe(`Rights in a cluster, on ${API_KIND}`, () => {
  let kube: TestCluster;
  let account: Cluster;

  beforeAll(async () => {
    kube = await TestCluster.start('rights');
    for (const name of ['backstage', 'monitoring', 'argocd', 'elsewhere']) {
      await kube.addNamespace(name);
    }
    const yaml = await readFile(MANIFEST, 'utf8');
    const rules = { environment, force: false, dryRun: false };
    await kube.cluster.apply({ ...rules, yaml }, never);
    const { status } = await kube.post<{ status: { token: string } }>(
      '/api/v1/namespaces/backstage/serviceaccounts/idp-orchestrator/token',
      { spec: { audiences: [], expirationSeconds: 3_600 } },
    );
    account = createCluster(await kube.api.writeKubeconfig(status.token));
  });
  beforeEach(() => kube.begin(expect.getState().currentTestName));
  afterAll(() => kube?.stop());

  it('that the manifest of the documents gives are enough for every act on services', async () => {
    const web = await kube.addDeployment('monitoring', 'web');
    await kube.rollOut(web);
    const kind = 'Deployment' as const;
    const at = { environment, kind, namespace: 'monitoring', name: 'web' };
    const namespaces = ['monitoring'];
    const target = { environment, namespaces, selector: 'app=web' };
    expect(await account.findWorkloads(target, never)).toHaveLength(1);
    await account.restart({ ...at, key: 'run/step/1' }, never);
    expect(await account.scale(at, 'stop', never)).toBe(0);
    await kube.rollOut(web);
    await account.waitForRollout(at, { signal: never, changed });
    expect(await account.scale(at, 'start', never)).toBe(1);
    // Not settled, so its pods are looked at as well.
    expect(await account.findWorkloads(target, never)).toMatchObject([
      { wanted: 1, ready: 0 },
    ]);
    expect(await account.countNodes(environment, never)).toMatchObject({
      nodes: 0,
    });
  });

  it('that it gives are enough to apply, wait for and delete what it lists', async () => {
    const yaml = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'argocd', name: 'settings' },
    });
    const rules = { environment, yaml, force: false, dryRun: false };
    const [at] = await account.apply(rules, never);
    expect(at.change).toBe('created');
    const ref = { ...at, environment };
    const removal = {
      ...ref,
      propagation: 'Background',
      dryRun: false,
    } as const;
    expect(await account.delete(removal, never)).toBe(true);
    await account.waitUntilGone(ref, { signal: never, changed });
  });

  it('that are missing are told with the rule that gives them', async () => {
    await kube.addDeployment('elsewhere', 'web');
    const at = {
      kind: 'Deployment',
      namespace: 'elsewhere',
      name: 'web',
    } as const;
    const restarting = account.restart({ ...at, environment }, never);
    await expect(restarting).rejects.toThrow(NotAllowedError);
    await expect(restarting).rejects.toThrow(
      [
        'does not allow system:serviceaccount:backstage:idp-orchestrator to get deployments.apps in namespace elsewhere. This rule is missing, in a Role of namespace elsewhere, or a ClusterRole, bound to that account:',
        '- apiGroups: ["apps"]',
        '  resources: ["deployments"]',
        '  verbs: ["get"]',
      ].join('\n'),
    );
    const watching = account.waitForRollout(
      { ...at, environment },
      { signal: never, changed },
    );
    await expect(watching).rejects.toThrow('verbs: ["list"]');
    const ofCluster = account.apply(
      {
        environment,
        yaml: '{ apiVersion: v1, kind: PersistentVolume, metadata: { name: more } }',
        force: false,
        dryRun: true,
      },
      never,
    );
    await expect(ofCluster).rejects.toThrow(
      /to get persistentvolumes in the whole cluster\. This rule is missing, in a ClusterRole, .*\n- apiGroups: \[""\]\n {2}resources: \["persistentvolumes"\]\n {2}verbs: \["get"\]/,
    );
  });

  it('that are missing are told all at once, before anything is changed, by steps and their plans', async () => {
    await kube.addNamespace('partly');
    const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/partly';
    const metadata = { name: 'change' };
    const apps = { apiGroups: ['apps'], resources: ['deployments'] };
    await kube.post(`${roles}/roles`, {
      metadata,
      rules: [{ ...apps, verbs: ['get', 'list', 'patch'] }],
    });
    const name = 'idp-orchestrator';
    await kube.post(`${roles}/rolebindings`, {
      metadata,
      roleRef: { apiGroup: '', kind: 'Role', name: 'change' },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'backstage' }],
    });
    const web = await kube.addDeployment('partly', 'web', { replicas: 2 });
    const step = createKubernetesStep(account, { list: async () => [] });
    const input = step.inputSchema.parse({
      action: 'scale',
      kind: 'Deployment',
      namespace: 'partly',
      name: 'web',
      replicas: 'stop',
    });
    const told = [
      'does not allow system:serviceaccount:backstage:idp-orchestrator all that this needs. What is missing:',
      'In a Role of namespace partly, or a ClusterRole, bound to that account:',
      '- apiGroups: ["apps"]',
      '  resources: ["deployments"]',
      '  verbs: ["watch"]',
      '- apiGroups: [""]',
      '  resources: ["pods"]',
      '  verbs: ["list", "watch"]',
    ].join('\n');
    const { text } = await step.plan(input, { environment, ask: true });
    expect(text).toContain(`It would be refused: The cluster at `);
    expect(text).toContain(told);
    const running = step.run(input, createStepContext({ environment }));
    await expect(running).rejects.toThrow(told);
    expect(await kube.read(web)).toMatchObject({ spec: { replicas: 2 } });
    const manifest = ['ConfigMap', 'Secret']
      .map(kind =>
        JSON.stringify({
          apiVersion: 'v1',
          kind,
          metadata: { name: 'settings', namespace: 'partly' },
        }),
      )
      .join('\n---\n');
    const apply = step.inputSchema.parse({ action: 'apply', manifest });
    await expect(
      step.run(apply, createStepContext({ environment })),
    ).rejects.toThrow(
      /"configmaps"\]\n {2}verbs: \["get", "patch"\]\n.*\n.*"secrets"\]\n {2}verbs: \["get", "patch"\]$/,
    );
  });

  it('that are missing in one namespace hide no workload of the next', async () => {
    await kube.post(
      '/apis/apps/v1/namespaces/argocd/statefulsets',
      createWorkload('server', { replicas: 0 }),
    );
    const target = { environment, selector: 'app=server' };
    const find = (namespaces: string[]) =>
      account.findWorkloads({ ...target, namespaces }, never);
    expect(await find(['elsewhere', 'argocd'])).toMatchObject([
      { kind: 'StatefulSet', namespace: 'argocd' },
    ]);
    const refused = find(['elsewhere', 'monitoring']);
    await expect(refused).rejects.toThrow(NotAllowedError);
    await expect(refused).rejects.toThrow(
      [
        '- apiGroups: ["apps"]',
        '  resources: ["deployments"]',
        '  verbs: ["list"]',
        '- apiGroups: ["apps"]',
        '  resources: ["statefulsets"]',
        '  verbs: ["list"]',
        '- apiGroups: ["apps"]',
        '  resources: ["daemonsets"]',
        '  verbs: ["list"]',
        '- apiGroups: [""]',
        '  resources: ["pods"]',
        '  verbs: ["list"]',
      ].join('\n'),
    );
  });

  it('that are missing for events leave unknown what they would say, and fail nothing', async () => {
    await kube.addNamespace('blind');
    const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/blind';
    const metadata = { name: 'health' };
    const rule = (apiGroups: string[], resources: string[]) => ({
      apiGroups,
      resources,
      verbs: ['list'],
    });
    const workloads = ['deployments', 'statefulsets', 'daemonsets'];
    await kube.post(`${roles}/roles`, {
      metadata,
      rules: [rule(['apps'], workloads), rule([''], ['pods'])],
    });
    const name = 'idp-orchestrator';
    await kube.post(`${roles}/rolebindings`, {
      metadata,
      roleRef: { apiGroup: '', kind: 'Role', name: 'health' },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'backstage' }],
    });
    await kube.addDeployment('blind', 'web');
    const target = { environment, namespaces: ['blind'], selector: 'app=web' };
    const [{ problems }] = await account.findWorkloads(target, never);
    expect(problems).toEqual([
      expect.stringMatching(
        /^Its events are not known: .* to list events in namespace blind/,
      ),
    ]);
  });

  it('do not matter where something else forbids it, which is told as it is', async () => {
    const quota = { hard: { 'count/configmaps': '0' } };
    await kube.post('/api/v1/namespaces/argocd/resourcequotas', {
      metadata: { name: 'no-settings' },
      spec: quota,
    });
    await kube.setStatus(
      '/api/v1/namespaces/argocd/resourcequotas/no-settings',
      { ...quota, used: { 'count/configmaps': '0' } },
    );
    const yaml =
      '{ apiVersion: v1, kind: ConfigMap, metadata: { name: more, namespace: argocd } }';
    const applying = account.apply(
      { environment, yaml, force: false, dryRun: false },
      never,
    );
    await expect(applying).rejects.toThrow(
      /does not allow it: .*exceeded quota/,
    );
  });

  it('belong to nobody whose credentials the cluster does not know', async () => {
    const kubeconfig = await kube.api.writeKubeconfig('unknown');
    const counting = createCluster(kubeconfig).countNodes(environment, never);
    await expect(counting).rejects.toThrow(NotAllowedError);
    await expect(counting).rejects.toThrow('does not know the credentials');
  });
});
