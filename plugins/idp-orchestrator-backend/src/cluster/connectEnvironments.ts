import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Clock } from '../ports';
import type { ClusterAccess } from './ClusterAccess';
import { ClusterConnection } from './connection/ClusterConnection';
import { ExecPrograms } from './connection/credentials/ExecPrograms';
import { KubeConfigSource } from './connection/KubeConfigSource';
import { ClusterObjects } from './objects/ClusterObjects';
import { readDirectly, type ObjectReader } from './watch/ObjectReader';
import { SharedObjects } from './watch/shared/SharedObjects';
import { slimObject } from './workloads/slimObject';

/** The clusters of the environments, each with connections of its own. */
export interface EnvironmentClusters {
  /** Says why there is no cluster for an environment; undefined when there is one. */
  unavailableReason(environment: string): string | undefined;
  /** Says what an answer of an environment's cluster waits for here, if it does. */
  pendingReason(environment: string): string | undefined;
  /**
   * Finds the objects of an environment's cluster; where `isPatient`, over a
   * connection that waits for a cluster that is away just now.
   *
   * @throws NotFoundError when there is no cluster
   */
  objectsOf(
    environment: string,
    options?: { isPatient?: boolean },
  ): ClusterObjects;
  /**
   * Finds the reader of what many look at: of what watches have seen last where
   * `isShared`.
   *
   * @throws NotFoundError when there is no cluster
   */
  readerOf(
    environment: string,
    options: { isPatient?: boolean; isShared?: boolean },
  ): ObjectReader;
}

interface Connecting {
  clock: Clock;
  firstAnswerMs: number;
  execLimitMs: number | undefined;
  /** Ends the watches that are shared when it aborts. */
  signal: AbortSignal;
  logger: Pick<LoggerService, 'warn'>;
}

/** Makes the connections to the clusters of environments; nothing is asked yet. */
export function connectEnvironments(
  environments: Record<string, { cluster?: ClusterAccess }>,
  { clock, firstAnswerMs, execLimitMs, signal, logger }: Connecting,
): EnvironmentClusters {
  const programs = new ExecPrograms(clock, execLimitMs);
  const clusters = new Map<
    string,
    {
      source: KubeConfigSource;
      prompt: ClusterObjects;
      patient: ClusterObjects;
      shared: SharedObjects;
    }
  >();
  for (const [name, { cluster }] of Object.entries(environments)) {
    if (!cluster) continue;
    const source = new KubeConfigSource(name, cluster, programs);
    const connection = new ClusterConnection(source, clock);
    clusters.set(name, {
      source,
      prompt: new ClusterObjects(connection),
      patient: new ClusterObjects(connection.withPatience(firstAnswerMs)),
      shared: new SharedObjects({
        connection,
        clock,
        signal,
        slim: slimObject,
        watchRefused: ({ message }) =>
          logger.warn(
            `The health of services in ${name} is listed every few seconds, which is dearer than a watch: ${message}`,
          ),
      }),
    });
  }
  const unavailableReason = (environment: string): string | undefined => {
    if (clusters.has(environment)) return undefined;
    if (!Object.hasOwn(environments, environment)) {
      return `There is no environment ${environment}. There are: ${Object.keys(environments).join(', ')}.`;
    }
    return `Environment ${environment} has no cluster: set idpOrchestrator.environments.${environment}.kubernetes.kubeconfig to a kubeconfig, or kubernetes.inCluster to true where the backend runs in it.`;
  };
  const find = (environment: string) => {
    const found = clusters.get(environment);
    if (!found) throw new NotFoundError(unavailableReason(environment));
    return found;
  };
  return {
    unavailableReason,
    pendingReason: environment =>
      clusters.get(environment)?.source.pendingReason(),
    objectsOf(environment, { isPatient = false } = {}) {
      const { patient, prompt } = find(environment);
      return isPatient ? patient : prompt;
    },
    readerOf(environment, { isPatient = false, isShared = false }) {
      const { shared, patient, prompt } = find(environment);
      if (isShared) return shared;
      return readDirectly((isPatient ? patient : prompt).connection);
    },
  };
}
