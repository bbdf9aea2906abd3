import path from 'node:path';
import { describeBridge } from '../bridge/__testUtils__/bridgeContract';
import { startOwner } from '../bridge/__testUtils__/startOwner';
import { createTestPods } from './__testUtils__/createTestPods';
import {
  POD_API_KIND,
  startPodCluster,
  type PodCluster,
} from './__testUtils__/startPodCluster';
import { nameAttempt } from './settings/names';

jest.setTimeout(60_000);

let cluster: PodCluster;

beforeAll(async () => {
  cluster = await startPodCluster();
});
afterAll(() => cluster.stop());

describeBridge(
  `The bridge to scripts in pods on ${POD_API_KIND}`,
  async () => {
    const test = await createTestPods(cluster.kubeconfig);
    const { kubeconfig, pod } = test.setting;
    return {
      bridge: test.bridge,
      startOwner: attempt =>
        startOwner(test, attempt, {
          module: path.join(__dirname, '__testUtils__', 'podOwner.ts'),
          more: { kubeconfig, pod },
        }),
      readEffects: test.readEffects,
      listLeft: attempt => cluster.listLeft(nameAttempt(attempt)),
      remove: test.remove,
    };
  },
  { isPod: true },
);
