import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, Cluster } from '../ports';
import type { ClusterAccess } from './ClusterAccess';
import {
  connectEnvironments,
  type EnvironmentClusters,
} from './connectEnvironments';
import { countNodes } from './countNodes';
import { objectActs } from './objectActs';
import { findWorkloads } from './workloads/findWorkloads';
import { isChosen } from './workloads/isChosen';
import { restartWorkload } from './workloads/restartWorkload';
import { scaleWorkload } from './workloads/scaleWorkload';
import { waitForRollout } from './workloads/waitForRollout';

export interface KubernetesClusterOptions {
  /** The environments by name; one without access has no cluster. */
  environments: Record<string, { cluster?: ClusterAccess }>;
  clock: Clock;
  /** Waiting, or acting, in a cluster that does not answer at all fails after so long (ms). */
  firstAnswerMs?: number;
  /** The programs of kubeconfigs that give credentials are ended after so long (ms). */
  execLimitMs?: number;
  /** Ends the watches that are kept for those who look at services when it aborts. */
  signal: AbortSignal;
  logger: Pick<LoggerService, 'warn'>;
}

/**
 * The default of that limit: longer than an API server takes to restart, far
 * shorter than what steps wait for.
 */
const FIRST_ANSWER_MS = 30_000;

/** Makes the connections to the clusters of the environments; nothing is asked yet. */
export function connectClusters({
  environments,
  firstAnswerMs = FIRST_ANSWER_MS,
  execLimitMs,
  ...rules
}: KubernetesClusterOptions): EnvironmentClusters {
  return connectEnvironments(environments, {
    ...rules,
    firstAnswerMs,
    execLimitMs,
  });
}

/**
 * Makes the port to the clusters of the environments, each with a connection of
 * its own, which may be shared with others.
 */
export function createKubernetesCluster(
  options: KubernetesClusterOptions,
  clusters: EnvironmentClusters = connectClusters(options),
): Cluster {
  const { clock, firstAnswerMs = FIRST_ANSWER_MS } = options;
  const waiting = { clock, firstAnswerMs };
  const { unavailableReason, pendingReason, objectsOf, readerOf } = clusters;
  // What only plans says at once that the cluster is away.
  const acting = (environment: string, dryRun?: boolean) =>
    objectsOf(environment, { isPatient: !dryRun });
  const connectionOf = (environment: string) =>
    objectsOf(environment).connection;

  const find: Cluster['findWorkloads'] = async (
    { environment, isPatient, isShared, ...target },
    signal,
  ) => {
    const reader = readerOf(environment, { isPatient, isShared });
    return findWorkloads({ ...target, reader, signal, now: clock.now() });
  };

  return {
    unavailableReason,
    pendingReason,
    findWorkloads: find,
    isChosen: async (object, target, signal) =>
      isChosen(object, target, {
        defaultNamespace: () =>
          connectionOf(target.environment).defaultNamespace(),
        // As health sees them, which looks at them anyway.
        find: () => find({ ...target, isShared: true }, signal),
      }),
    scale: async ({ environment, dryRun, ...at }, to, signal) => {
      const { connection } = acting(environment, dryRun);
      return scaleWorkload(at, to, { connection, signal, dryRun });
    },
    restart: async ({ environment, dryRun, ...at }, signal) => {
      const { connection } = acting(environment, dryRun);
      const rules = { connection, signal, dryRun };
      await restartWorkload(at, { ...rules, now: clock.now() });
    },
    waitForRollout: async ({ environment, replicas, ...at }, watch) => {
      const rules = { ...waiting, connection: connectionOf(environment) };
      return waitForRollout(at, { ...watch, ...rules, replicas });
    },
    ...objectActs(clusters, waiting),
    countNodes: async (environment, signal) =>
      countNodes(connectionOf(environment), signal),
  };
}
