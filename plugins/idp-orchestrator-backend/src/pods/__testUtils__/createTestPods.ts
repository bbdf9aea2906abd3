import type { ScriptBridgeOptions } from '../../bridge';
import {
  createTestBridge,
  type TestBridge,
} from '../../bridge/__testUtils__/createTestBridge';
import type { EnvironmentPod } from '../settings/resolvePod';
import { openPodBridge, type PodSetting } from './openPodBridge';

export interface TestPods extends Omit<TestBridge, 'bridge'> {
  bridge: ReturnType<typeof openPodBridge>;
  setting: PodSetting;
}

/** Makes a bridge to fixture scripts of which each runs in a pod. */
export async function createTestPods(
  kubeconfig: string,
  changes: Partial<ScriptBridgeOptions> = {},
  pod: EnvironmentPod = { image: 'tools:1' },
): Promise<TestPods> {
  const test = await createTestBridge({ graceMs: 1_000, ...changes });
  const setting = { options: test.options, kubeconfig, pod };
  return { ...test, setting, bridge: openPodBridge(setting) };
}
