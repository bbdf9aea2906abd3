/** The way in which the cluster of an environment is reached: by a kubeconfig, or as a pod of it. */
export type ClusterAccess =
  | {
      kubeconfig: string;
      /** The context to use; the file's current one when absent. */
      context?: string;
    }
  | { inCluster: true };
