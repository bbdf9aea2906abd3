import path from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ClusterAccess } from '../../cluster';

/** How the cluster of an environment is reached, if it has one. */
export function readClusterAccess(
  environment: Config | undefined,
  name: string,
): ClusterAccess | undefined {
  const config = environment?.getOptionalConfig('kubernetes');
  if (!config) return undefined;
  const kubeconfig = config.getOptionalString('kubeconfig');
  const context = config.getOptionalString('context');
  const inCluster = config.getOptionalBoolean('inCluster') ?? false;
  if ((kubeconfig !== undefined) === inCluster) {
    throw new InputError(
      `idpOrchestrator.environments.${name}.kubernetes: expected either kubeconfig (a file) or inCluster: true`,
    );
  }
  if (kubeconfig === undefined) return { inCluster: true };
  return {
    kubeconfig: path.resolve(kubeconfig),
    ...(context !== undefined && { context }),
  };
}
