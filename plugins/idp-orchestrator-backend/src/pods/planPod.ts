import { findScriptFile } from '../bridge/call/findScriptFile';
import { checkCall } from '../bridge/call/prepareCall';
import { describeBeside } from '../bridge/call/sendArguments';
import type { ScriptCall, ScriptPlan } from '../ports';
import { pathsIn, type PodParts } from './attempt/makeClaim';

/**
 * Checks a call against the catalog and says what it would start, and where.
 *
 * @throws InputError, NotFoundError, NotAllowedError
 */
export async function planPod(
  call: ScriptCall,
  place: PodParts,
): Promise<ScriptPlan> {
  const { pod, namespace, options } = place;
  const prepared = await checkCall(call, { ...place, ...pathsIn(pod) });
  const { entry, action, command, masker } = prepared;
  if (pod.path === undefined) {
    const { scriptsDirectory } = options.environments[call.environment];
    await findScriptFile(scriptsDirectory, entry.script);
  }
  const where = `in a pod of image ${pod.image} in namespace ${namespace}`;
  return {
    command: command.map(word => masker.mask(word)),
    beside: [...describeBeside(prepared), where],
    supportsDryRun: action.dryRun !== undefined,
    readOnly: action.readOnly,
    risk: action.risk,
    title: `${entry.title}: ${action.title}`,
    timeoutMs: action.timeoutMs,
  };
}
