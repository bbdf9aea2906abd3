import { NotFoundError } from '@backstage/errors';
import type { Clock } from '../ports';
import type { ClusterAccess } from './ClusterAccess';
import { ClusterConnection } from './connection/ClusterConnection';
import { ExecPrograms } from './connection/credentials/ExecPrograms';
import { KubeConfigSource } from './connection/KubeConfigSource';
import { ClusterObjects } from './objects/ClusterObjects';

/** The clusters of the environments, each with connections of its own. */
export interface EnvironmentClusters {
  /** Says why there is no cluster for an environment; undefined when there is one. */
  unavailableReason(environment: string): string | undefined;
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
}

interface Connecting {
  clock: Clock;
  firstAnswerMs: number;
  execLimitMs: number | undefined;
}

/** Makes the connections to the clusters of environments; nothing is asked yet. */
export function connectEnvironments(
  environments: Record<string, { cluster?: ClusterAccess }>,
  { clock, firstAnswerMs, execLimitMs }: Connecting,
): EnvironmentClusters {
  const programs = new ExecPrograms(clock, execLimitMs);
  const clusters = new Map<
    string,
    { prompt: ClusterObjects; patient: ClusterObjects }
  >();
  for (const [name, { cluster }] of Object.entries(environments)) {
    if (!cluster) continue;
    const source = new KubeConfigSource(name, cluster, programs);
    const connection = new ClusterConnection(source, clock);
    clusters.set(name, {
      prompt: new ClusterObjects(connection),
      patient: new ClusterObjects(connection.withPatience(firstAnswerMs)),
    });
  }
  const unavailableReason = (environment: string): string | undefined => {
    if (clusters.has(environment)) return undefined;
    if (!Object.hasOwn(environments, environment)) {
      return `There is no environment ${environment}. There are: ${Object.keys(environments).join(', ')}.`;
    }
    return `Environment ${environment} has no cluster: set idpOrchestrator.environments.${environment}.kubernetes.kubeconfig to a kubeconfig, or kubernetes.inCluster to true where the backend runs in it.`;
  };
  return {
    unavailableReason,
    objectsOf(environment, { isPatient = false } = {}) {
      const found = clusters.get(environment);
      if (!found) throw new NotFoundError(unavailableReason(environment));
      return isPatient ? found.patient : found.prompt;
    },
  };
}
