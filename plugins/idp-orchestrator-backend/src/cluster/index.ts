export type * from './ClusterAccess';
export * from './createKubernetesCluster';
