import type { ScriptAttempt } from '../../ports';
import type { ScriptBridgeOptions } from '../bridgeOptions';
import { createScriptBridge } from '../createScriptBridge';
import { followInStore } from './followInStore';

/** A backend in a process of its own, to be killed, that follows one attempt. */
interface OwnerRequest {
  options: ScriptBridgeOptions;
  attempt: ScriptAttempt;
  store: string;
}

const { options, attempt, store }: OwnerRequest = JSON.parse(process.argv[2]);
void followInStore(createScriptBridge(options), attempt, store);
