import type { CatalogedScriptBridge, ScriptBridgeOptions } from '../bridge';
import { completeOptions } from '../bridge/bridgeOptions';
import { AttemptFiles } from '../bridge/supervisor/AttemptFiles';
import { isPassing } from '../cluster/connection/isPassing';
import type { EnvironmentClusters } from '../cluster';
import type { ScriptAttempt, ScriptEnding, ScriptFollower } from '../ports';
import { runPodAttempt } from './attempt/runPodAttempt';
import { AttemptObjects } from './job/AttemptObjects';
import { findPlace } from './findPlace';
import { planPod } from './planPod';
import { PodPlaces } from './PodPlaces';
import { nameAttempt } from './settings/names';
import type { EnvironmentPod } from './settings/resolvePod';

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
  const finding = { catalog, options, clusters, pods };

  return {
    catalog,

    async plan(call) {
      const place = await findPlace(call, finding);
      return place ? planPod(call, place) : local.plan(call);
    },

    async run(attempt, follower, signal) {
      // One that was begun here is here, whatever the catalog says by now.
      if (await isHere(attempt, options.spoolDirectory)) {
        return local.run(attempt, follower, signal);
      }
      const place = await findPlace(attempt, finding).catch(error =>
        loseIfBegun(error, { attempt, follower }),
      );
      if (!place) return local.run(attempt, follower, signal);
      if ('outcome' in place) return place;
      const { connection } = clusters.objectsOf(attempt.environment);
      places.note(attempt, { namespace: place.namespace, connection });
      return runPodAttempt({ attempt, follower, signal }, place);
    },

    async isFoundAnywhere(attempt) {
      const place = await findPlace(attempt, finding).catch(() => undefined);
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
  const objects = new AttemptObjects(place.connection, at);
  const { signal } = new AbortController();
  places.forget(ref);
  try {
    await objects.deleteJob(undefined, signal);
    await objects.deleteClaim(signal);
  } catch (error) {
    // Of a cluster that is away it removes both itself, a day after the end.
    if (!isPassing(error)) throw error;
  }
}

/** Ends an attempt that has begun, and of which nobody says any more where. */
function loseIfBegun(
  error: Error,
  {
    attempt,
    follower: { position },
  }: {
    attempt: ScriptAttempt;
    follower: Pick<ScriptFollower, 'position'>;
  },
): ScriptEnding {
  const hasBegun = position.stdout + position.stderr > 0;
  if (!attempt.resumed || !hasBegun) throw error;
  const message = `It has begun, and it is not known any more where; if it is in a pod, that of Job ${nameAttempt(attempt)} may still run. ${error.message}`;
  return { outcome: 'lost', error: { message } };
}

async function isHere(
  attempt: ScriptAttempt,
  spoolDirectory: string,
): Promise<boolean> {
  if (!attempt.resumed) return false;
  const files = new AttemptFiles(spoolDirectory, attempt);
  return (await files.readLaunchRecord()) !== undefined;
}
