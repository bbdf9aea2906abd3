import type { Resumable } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { EngineStepContext } from '../../engine/EngineStepContext';
import type { ServiceStepOptions } from './OperatedService';
import { createScriptCall, toScriptAttempt } from './operateByScript';
import type { ServiceInput } from './serviceInput';

/**
 * Tells from where an attempt that a dead worker began is gone on with: from
 * anywhere where it only looks, where a cluster is asked, which can be asked
 * again, and where its script has a pod of its own; else from its host.
 */
export async function resumableOf(
  input: ServiceInput,
  context: EngineStepContext,
  { list, scripts, bridge }: ServiceStepOptions,
): Promise<Resumable> {
  if (input.act === 'look') return true;
  try {
    const services = await list(context.environment);
    const service = services.find(({ name }) => name === input.service);
    if (service?.control.kind === 'kubernetes') return true;
    if (service?.control.kind !== 'script') return 'on-its-host';
    const call = await createScriptCall(service, input.act, scripts);
    const attempt = toScriptAttempt(call, context);
    return (await bridge.isFoundAnywhere(attempt)) || 'on-its-host';
  } catch {
    // As long as nobody can tell, a script may still run there.
    return 'on-its-host';
  }
}
