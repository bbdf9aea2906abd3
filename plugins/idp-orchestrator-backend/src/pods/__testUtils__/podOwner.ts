import { followInStore } from '../../bridge/__testUtils__/followInStore';
import type { ScriptAttempt } from '../../ports';
import { openPodBridge, type PodSetting } from './openPodBridge';

/** A backend in a process of its own, to be killed, that follows one attempt in a pod. */
interface OwnerRequest extends PodSetting {
  attempt: ScriptAttempt;
  store: string;
}

const { attempt, store, ...setting }: OwnerRequest = JSON.parse(
  process.argv[2],
);
void followInStore(openPodBridge(setting), attempt, store).then(() =>
  process.exit(0),
);
