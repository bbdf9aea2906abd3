import { NotFoundError } from '@backstage/errors';
import type { CatalogedScriptBridge, ScriptBridgeOptions } from '../bridge';
import { completeOptions } from '../bridge/bridgeOptions';
import { findScriptFile } from '../bridge/call/findScriptFile';
import { checkCall } from '../bridge/call/prepareCall';
import { describeBeside } from '../bridge/call/sendArguments';
import { AttemptFiles } from '../bridge/supervisor/AttemptFiles';
import type { EnvironmentClusters } from '../cluster';
import { findActionOf, type ScriptAttempt, type ScriptCall } from '../ports';
import { pathsIn, type PodParts } from './attempt/makeClaim';
import { runPodAttempt } from './attempt/runPodAttempt';
import { AttemptObjects } from './job/AttemptObjects';
import { PodPlaces } from './PodPlaces';
import { nameAttempt } from './settings/names';
import { resolvePod, type EnvironmentPod } from './settings/resolvePod';

export interface PodBridgeOptions {
  /** The bridge to scripts on the host of the backend, which all others are left to. */
  local: CatalogedScriptBridge;
  /** The settings of that bridge. */
  options: ScriptBridgeOptions;
  clusters: Pick<EnvironmentClusters, 'unavailableReason' | 'objectsOf'>;
  /** The pods that environments give to all of their scripts. */
  pods: Record<string, EnvironmentPod | undefined>;
}

/** Makes the bridge that runs scripts in pods of their own where that is asked for. See the README beside. */
export function createPodBridge({
  local,
  options: given,
  clusters,
  pods,
}: PodBridgeOptions): CatalogedScriptBridge {
  const options = completeOptions(given);
  const { catalog } = local;
  const places = new PodPlaces();

  /** Finds where a call runs in a pod; undefined when it runs here. */
  const findPlace = async (call: ScriptCall): Promise<PodParts | undefined> => {
    const entry = await catalog.find(call.environment, call.script);
    const action = findActionOf(entry, call.action ?? entry.defaultAction);
    // Whoever checks the call says that there is none.
    if (!action) return undefined;
    const environment = { name: call.environment, pod: pods[call.environment] };
    const pod = resolvePod({ script: entry.id, action }, environment);
    if (!pod) return undefined;
    const why = clusters.unavailableReason(call.environment);
    if (why) {
      throw new NotFoundError(
        `${entry.id} ${action.name} is to run in a pod. ${why}`,
      );
    }
    const cluster = clusters.objectsOf(call.environment, { isPatient: true });
    const namespace =
      pod.namespace ?? (await cluster.connection.defaultNamespace());
    const { script } = entry;
    return { catalog, options, cluster, namespace, pod, script };
  };

  return {
    catalog,

    async plan(call) {
      const place = await findPlace(call);
      if (!place) return local.plan(call);
      const { pod, namespace } = place;
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
    },

    async run(attempt, follower, signal) {
      // One that was begun here is here, whatever the catalog says by now.
      const place = (await isHere(attempt, options.spoolDirectory))
        ? undefined
        : await findPlace(attempt);
      if (!place) return local.run(attempt, follower, signal);
      places.note(attempt, place);
      return runPodAttempt({ attempt, follower, signal }, place);
    },

    async isFoundAnywhere(attempt) {
      const place = await findPlace(attempt).catch(() => undefined);
      if (!place) return false;
      const { namespace, cluster } = place;
      const at = { namespace, name: nameAttempt(attempt) };
      const objects = new AttemptObjects(cluster.connection, at);
      // Whoever began it here or elsewhere, what has a claim runs in the cluster.
      const claim = await objects
        .readClaim(new AbortController().signal)
        .catch(() => undefined);
      return claim !== undefined;
    },

    listSpooled: () => local.listSpooled(),

    async forgetRun(runId) {
      await local.forgetRun(runId);
      for (const ref of places.listOf(runId)) await forgetPod(ref, places);
    },

    async forget(ref) {
      await local.forget(ref);
      await forgetPod(ref, places);
    },
  };
}

/** Removes the Job and the claim of an attempt that ran in a pod. */
async function forgetPod(
  ref: Pick<ScriptAttempt, 'runId' | 'stepId' | 'attempt'>,
  places: PodPlaces,
): Promise<void> {
  const place = places.find(ref);
  if (!place) return;
  const at = { namespace: place.namespace, name: nameAttempt(ref) };
  const objects = new AttemptObjects(place.cluster.connection, at);
  const { signal } = new AbortController();
  await objects.deleteJob(undefined, signal);
  await objects.deleteClaim(signal);
  places.forget(ref);
}

async function isHere(
  attempt: ScriptAttempt,
  spoolDirectory: string,
): Promise<boolean> {
  if (!attempt.resumed) return false;
  const files = new AttemptFiles(spoolDirectory, attempt);
  return (await files.readLaunchRecord()) !== undefined;
}
