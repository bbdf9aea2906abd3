import { createScriptBridge, type ScriptBridgeOptions } from '../../bridge';
import { connectClusters } from '../../cluster';
import { systemClock } from '../../waiting/systemClock';
import { createPodBridge } from '../createPodBridge';
import type { EnvironmentPod } from '../settings/resolvePod';

export interface PodSetting {
  options: ScriptBridgeOptions;
  kubeconfig: string;
  pod?: EnvironmentPod;
}

/** Makes the bridge to scripts in the pods of a test's cluster. */
export function openPodBridge({ options, kubeconfig, pod }: PodSetting) {
  return createPodBridge({
    local: createScriptBridge(options),
    options,
    clusters: connectClusters({
      environments: { development: { cluster: { kubeconfig } } },
      clock: systemClock,
      signal: new AbortController().signal,
      logger: { warn: () => {} },
    }),
    pods: { development: pod },
  });
}
