import { NotFoundError } from '@backstage/errors';
import type { Clock, Cluster } from '../ports';
import type { ClusterAccess } from './ClusterAccess';
import { ClusterConnection } from './connection/ClusterConnection';
import { KubeConfigSource } from './connection/KubeConfigSource';
import { countNodes } from './countNodes';
import { applyManifest } from './objects/applyManifest';
import { ClusterObjects } from './objects/ClusterObjects';
import { deleteObject } from './objects/deleteObject';
import { parseManifest, refOf } from './objects/parseManifest';
import { waitForCondition, waitUntilGone } from './objects/waitForObject';
import { findWorkloads } from './workloads/findWorkloads';
import { restartWorkload } from './workloads/restartWorkload';
import { scaleWorkload } from './workloads/scaleWorkload';
import { waitForRollout } from './workloads/waitForRollout';

export interface KubernetesClusterOptions {
  /** The environments by name; one without access has no cluster. */
  environments: Record<string, { cluster?: ClusterAccess }>;
  clock: Clock;
  /** Waiting in a cluster that does not answer at all fails after so long (ms). */
  firstAnswerMs?: number;
}

/**
 * The default of that limit: longer than an API server takes to restart, far
 * shorter than what steps wait for.
 */
const FIRST_ANSWER_MS = 30_000;

/** Makes the port to the clusters of the environments, each with a connection of its own. */
export function createKubernetesCluster({
  environments,
  clock,
  firstAnswerMs = FIRST_ANSWER_MS,
}: KubernetesClusterOptions): Cluster {
  const waiting = { clock, firstAnswerMs };
  const clusters = new Map<string, ClusterObjects>();
  for (const [name, { cluster }] of Object.entries(environments)) {
    if (!cluster) continue;
    const source = new KubeConfigSource(name, cluster);
    const connection = new ClusterConnection(source, clock);
    clusters.set(name, new ClusterObjects(connection));
  }

  const unavailableReason = (environment: string): string | undefined => {
    if (clusters.has(environment)) return undefined;
    if (!Object.hasOwn(environments, environment)) {
      return `There is no environment ${environment}. There are: ${Object.keys(environments).join(', ')}.`;
    }
    return `Environment ${environment} has no cluster: set idpOrchestrator.environments.${environment}.kubernetes.kubeconfig to a kubeconfig, or kubernetes.inCluster to true where the backend runs in it.`;
  };
  const objectsOf = (environment: string): ClusterObjects => {
    const objects = clusters.get(environment);
    if (objects) return objects;
    throw new NotFoundError(unavailableReason(environment));
  };
  const connectionOf = (environment: string) =>
    objectsOf(environment).connection;

  return {
    unavailableReason,
    findWorkloads: async ({ environment, ...target }, signal) => {
      const connection = connectionOf(environment);
      return findWorkloads({ ...target, connection, signal, now: clock.now() });
    },
    scale: async ({ environment, dryRun, ...at }, to, signal) => {
      const connection = connectionOf(environment);
      return scaleWorkload(at, to, { connection, signal, dryRun });
    },
    restart: async ({ environment, dryRun, ...at }, signal) => {
      const rules = { connection: connectionOf(environment), signal, dryRun };
      await restartWorkload(at, { ...rules, now: clock.now() });
    },
    waitForRollout: async ({ environment, ...at }, watch) => {
      const connection = connectionOf(environment);
      return waitForRollout(at, { ...watch, ...waiting, connection });
    },
    readManifest: yaml => parseManifest(yaml).map(refOf),
    apply: async ({ environment, yaml, ...rules }, signal) => {
      const objects = objectsOf(environment);
      return applyManifest(yaml, { ...rules, objects, signal });
    },
    waitForCondition: async ({ environment, ...at }, watch) => {
      const objects = objectsOf(environment);
      await waitForCondition(at, { ...watch, ...waiting, objects });
    },
    delete: async ({ environment, propagation, dryRun, ...ref }, signal) => {
      const objects = objectsOf(environment);
      return deleteObject(ref, { objects, propagation, dryRun, signal });
    },
    waitUntilGone: async ({ environment, ...ref }, watch) => {
      const objects = objectsOf(environment);
      await waitUntilGone(ref, { ...watch, ...waiting, objects });
    },
    countNodes: async (environment, signal) =>
      countNodes(connectionOf(environment), signal),
  };
}
