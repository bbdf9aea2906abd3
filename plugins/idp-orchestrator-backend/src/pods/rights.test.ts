import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotAllowedError } from '@backstage/errors';
import {
  createAttempt,
  TestFollower,
} from '../bridge/__testUtils__/createTestBridge';
import { createCluster } from '../cluster/__testUtils__/TestCluster';
import { isReal } from '../cluster/__testUtils__/startTestApi';
import { createTestPods, type TestPods } from './__testUtils__/createTestPods';
import {
  POD_API_KIND,
  startPodCluster,
  type PodCluster,
} from './__testUtils__/startPodCluster';
import { nameAttempt } from './settings/names';

jest.setTimeout(60_000);

const MANIFEST = path.join(
  __dirname,
  '../../../../examples/platform/kubernetes/rbac-pods.yaml',
);
const NAMESPACE = 'platform-scripts';
const ACCOUNT = '/api/v1/namespaces/backstage/serviceaccounts';
const never = () => new AbortController().signal;

describe(`The rights that scripts in pods need, on ${POD_API_KIND}`, () => {
  let cluster: PodCluster;
  let test: TestPods;

  beforeAll(async () => {
    cluster = await startPodCluster(NAMESPACE);
  });
  afterAll(() => cluster.stop());
  afterEach(() => test.remove());

  /** Makes the account of the documents; one that may do everything in memory. */
  const createAccount = async (): Promise<string> => {
    if (!isReal) return cluster.kubeconfig;
    const namespace = { metadata: { name: 'backstage' } };
    const account = { metadata: { name: 'idp-orchestrator' } };
    await cluster.post('/api/v1/namespaces', namespace);
    await cluster.post(ACCOUNT, account);
    const yaml = await readFile(MANIFEST, 'utf8');
    const rules = { environment: 'test', yaml, force: true, dryRun: false };
    await createCluster(cluster.kubeconfig).apply(rules, never());
    const { status } = await cluster.post<{ status: { token: string } }>(
      `${ACCOUNT}/idp-orchestrator/token`,
      { spec: { audiences: [], expirationSeconds: 3_600 } },
    );
    return cluster.writeKubeconfig(status.token);
  };

  const run = async () => {
    const attempt = createAttempt({ script: 'ending', action: 'outputs' });
    const ending = test.bridge.run(attempt, new TestFollower(), never());
    return { attempt, ending };
  };

  it('are those of the documents, and what is missing is told before anything is made', async () => {
    const pod = { image: 'tools:1', namespace: NAMESPACE };
    test = await createTestPods(await createAccount(), {}, pod);
    const allowed = await run();
    expect(await allowed.ending).toMatchObject({ outcome: 'succeeded' });
    await test.bridge.forget(allowed.attempt);

    await cluster.deny([
      ['', 'pods/log', 'get'],
      ['batch', 'jobs', 'create'],
    ]);
    const refused = await run();
    await expect(refused.ending).rejects.toThrow(NotAllowedError);
    const error: Error = await refused.ending.catch(cause => cause);
    expect(error.message).toContain(`In a Role of namespace ${NAMESPACE}`);
    expect(error.message).toContain(
      [
        '- apiGroups: ["batch"]',
        '  resources: ["jobs"]',
        '  verbs: ["create"]',
        '- apiGroups: [""]',
        '  resources: ["pods/log"]',
        '  verbs: ["get"]',
      ].join('\n'),
    );
    expect(await cluster.listLeft(nameAttempt(refused.attempt))).toEqual([]);
  });
});
