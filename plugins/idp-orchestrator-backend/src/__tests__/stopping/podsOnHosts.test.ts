import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  formatSpoolIdentity,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { sqlite } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestSecrets } from '../../__testUtils__/keys';
import { createDatabaseRunStore } from '../../database';
import type { AnyStepType } from '../../engine/EngineStepContext';
import { LeaseKeeper } from '../../engine/execution/LeaseKeeper';
import { RunWorker } from '../../engine/execution/RunWorker';
import { RunNotifier } from '../../engine/RunNotifier';
import {
  createTestPods,
  type TestPods,
} from '../../pods/__testUtils__/createTestPods';
import { openPodBridge } from '../../pods/__testUtils__/openPodBridge';
import {
  POD_API_KIND,
  startPodCluster,
  type PodCluster,
} from '../../pods/__testUtils__/startPodCluster';
import { nameAttempt } from '../../pods/settings/names';
import { createScriptStep } from '../../steps';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(30_000);

describe(`A run whose script is in a pod, on ${POD_API_KIND}`, () => {
  const database = sqlite();
  let cluster: PodCluster;
  let knex: Awaited<ReturnType<typeof database.create>>;
  let test: TestPods;

  beforeAll(async () => {
    await database.start();
    cluster = await startPodCluster();
  });
  afterAll(async () => {
    await cluster.stop();
    await database.stop();
  });
  beforeEach(async () => {
    knex = await database.create();
    test = await createTestPods(cluster.kubeconfig);
  });
  afterEach(() => test.remove());

  /** A host with a spool of its own; all of them are this machine. */
  const createHost = (name: string) => {
    const spool = `spool-${name}`;
    const identity = { name, boot: 'boot', namespace: '0', spool };
    const store = createDatabaseRunStore(knex, systemClock, {
      labels: [],
      host: formatSpoolIdentity(identity),
    });
    const logger = mockServices.logger.mock();
    const engine = { store, clock: systemClock, worker: name, logger };
    const leases = new LeaseKeeper(engine);
    const spoolDirectory = path.join(test.spoolDirectory, name);
    const options = { ...test.options, spoolDirectory };
    const bridge = openPodBridge({ ...test.setting, options });
    const scriptStep = createScriptStep(bridge, { list: async () => [] });
    const worker = new RunWorker({
      ...engine,
      leases,
      bridge,
      secrets: createTestSecrets(),
      notifier: new RunNotifier(),
      attemptHost: { identity, ownerWaitMs: 600_000 },
      stepTypes: new Map([['script', scriptStep as AnyStepType]]),
    });
    leases.start();
    return { store, worker, stop: () => leases.stop() };
  };

  const begin = async (seconds: number) => {
    const host = createHost('first');
    const step = {
      id: 'only',
      uses: 'script',
      with: { script: 'living', action: 'silent', args: { seconds } },
    };
    const { run } = await host.store.create(newRunOf(flowOf([step])));
    const draining = new AbortController();
    const stopping = new AbortController();
    const working = host.worker.work(run.id, stopping.signal, draining.signal);
    while ((await test.readEffects()).length === 0) await sleep(20);
    return { host, run, draining, stopping, working };
  };

  const finish = async (run: Run) => {
    const second = createHost('second');
    await second.worker.work(run.id, new AbortController().signal);
    await second.stop();
    return second.store.get(run.id);
  };

  it.each(['drain', 'shutdown'] as const)(
    'is gone on with by another host at once after a %s of the first',
    async how => {
      const { host, run, draining, stopping, working } = await begin(4);
      if (how === 'drain') draining.abort();
      else stopping.abort('shutdown');
      await working;
      await host.stop();
      const pods = await cluster.hands.listPods();
      const ref = { runId: run.id, stepId: 'only', attempt: 1 };
      const name = nameAttempt(ref);
      const mine = pods.filter(({ metadata }) =>
        metadata.name.startsWith(name),
      );
      expect(mine).toMatchObject([{ status: { phase: 'Running' } }]);

      expect(await finish(run)).toMatchObject({
        status: 'succeeded',
        steps: [{ attempts: 1, status: 'succeeded' }],
      });
      expect(await test.readEffects()).toHaveLength(1);
      while ((await cluster.listLeft(name)).length > 0) await sleep(20);
    },
  );
});
