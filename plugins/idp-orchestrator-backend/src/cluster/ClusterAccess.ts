/** How the cluster of an environment is reached: by a kubeconfig, or as a pod of it. */
export type ClusterAccess =
  | {
      kubeconfig: string;
      /** The file's current one when absent. */
      context?: string;
    }
  | { inCluster: true };
