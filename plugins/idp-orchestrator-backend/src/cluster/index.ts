export type * from './ClusterAccess';
export type { EnvironmentClusters } from './connectEnvironments';
export * from './createKubernetesCluster';
