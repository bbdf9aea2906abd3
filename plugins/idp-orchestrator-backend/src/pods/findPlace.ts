import { NotFoundError } from '@backstage/errors';
import type { CompleteOptions } from '../bridge/bridgeOptions';
import type { FileScriptCatalog } from '../bridge/catalog/FileScriptCatalog';
import type { EnvironmentClusters } from '../cluster';
import { findActionOf, type ScriptCall } from '../ports';
import type { PodParts } from './attempt/makeClaim';
import { resolvePod, type EnvironmentPod } from './settings/resolvePod';

/** What decides where calls run. */
export interface PlaceOptions {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
  clusters: Pick<EnvironmentClusters, 'unavailableReason' | 'objectsOf'>;
  /** The pods that environments give to all of their scripts. */
  pods: Record<string, EnvironmentPod | undefined>;
}

/**
 * Finds where a call runs in a pod; undefined when it runs on the host of the
 * backend.
 *
 * @throws NotFoundError when there is no such script, or no cluster
 */
export async function findPlace(
  call: ScriptCall,
  { catalog, options, clusters, pods }: PlaceOptions,
): Promise<PodParts | undefined> {
  const { environment: name } = call;
  const entry = await catalog.find(name, call.script);
  const action = findActionOf(entry, call.action ?? entry.defaultAction);
  // Whoever checks the call says that there is none.
  if (!action) return undefined;
  const asked = { script: entry.id, action };
  const pod = resolvePod(asked, { name, pod: pods[name] });
  if (!pod) return undefined;
  const why = clusters.unavailableReason(name);
  if (why) {
    throw new NotFoundError(
      `${entry.id} ${action.name} is to run in a pod. ${why}`,
    );
  }
  const cluster = clusters.objectsOf(name, { isPatient: true });
  const namespace =
    pod.namespace ?? (await cluster.connection.defaultNamespace());
  return { catalog, options, cluster, namespace, pod, script: entry.script };
}
