/** A workload of a cluster, as it is now. */
export interface Workload {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  namespace: string;
  name: string;
  /** The numbers of replicas that are wanted, that answer, and that run the newest template. */
  wanted: number;
  ready: number;
  updated: number;
  /** The number of replicas that it had before it was scaled to zero from here. */
  kept?: number;
  /** The tag of its first container's image. */
  version?: string;
  /**
   * The reasons why it is not ready, in words an operator can act on: crash
   * loops, images that cannot be pulled, pods that cannot be placed.
   */
  problems: string[];
}

/**
 * Pods that are not of a workload: of another controller (a `Cluster` of
 * CloudNativePG), or of none. They are looked at, and not operated from here.
 */
export interface PodGroup extends Omit<Workload, 'kind' | 'kept'> {
  /** The kind of their controller; `Pod` for one without. */
  kind: string;
  isForeign: true;
}

export type WorkloadRef = Pick<Workload, 'kind' | 'namespace' | 'name'>;

/** Chooses workloads of a cluster: those of the first of these namespaces that has any. */
export interface WorkloadTarget {
  environment: string;
  namespaces: string[];
  /** Label selector. */
  selector: string;
  /** True when a cluster that is away just now is waited for, some time. */
  isPatient?: boolean;
  /** True when what a watch has seen last is good enough, which all who say so share. */
  isShared?: boolean;
}

/** An object of a cluster by its type and name. */
export interface ClusterObjectRef {
  apiVersion: string;
  kind: string;
  /** The namespace; absent for objects that are in none. */
  namespace?: string;
  name: string;
}

/** An object that is to be changed, with the labels that a manifest gives it. */
export interface ManifestRef extends ClusterObjectRef {
  labels?: Record<string, string>;
}

/** What an account needs to be allowed about an object, or about all of its kind there when it has no name. */
export interface NeededRights extends Omit<ClusterObjectRef, 'name'> {
  name?: string;
  /** A part of it that is allowed by itself, such as `log` of a pod. */
  subresource?: string;
  verbs: string[];
  /** The verbs that are needed when the object is not there. */
  ifAbsent?: string[];
}

/** A field of an object, as a JSONPath of kubectl, and the value that it is to have; any when absent. */
export interface FieldGoal {
  jsonpath: string;
  value?: string | number | boolean;
}

export interface AppliedObject extends ClusterObjectRef {
  /** The change that was made, or would be made in a dry run. */
  change: 'created' | 'changed' | 'unchanged';
}

export interface NodeCount {
  nodes: number;
  /** The number of nodes that say of themselves that they are ready. */
  ready: number;
  /** The other nodes, each with its reason: `node-2 (Kubelet stopped posting node status.)`. */
  notReady: string[];
  /** Those that run short of something, ready or not: `node-2 (DiskPressure: kubelet has disk pressure)`. */
  underPressure: string[];
  /** Names of those that take no new pods, whether they are ready or not. */
  cordoned: string[];
}

/**
 * The clusters of the environments. What fails is told in words an operator
 * can act on: a missing right with the RBAC rule that would give it, a
 * cluster that cannot be reached with its address.
 */
export interface Cluster {
  /** Says why there is no cluster for an environment, and how to get one; undefined when there is one. */
  unavailableReason(environment: string): string | undefined;
  /** Says what an answer waits for here, before the cluster is asked: a program that gives credentials; undefined when nothing does. */
  pendingReason(environment: string): string | undefined;
  /**
   * Requires that the account has all of these rights, before anything is done.
   * Where the cluster does not tell, nothing is said.
   *
   * @throws NotAllowedError with every RBAC rule that is missing
   */
  requireRights(
    environment: string,
    needs: NeededRights[],
    signal: AbortSignal,
  ): Promise<void>;
  /** Finds the workloads in the first of the namespaces that has any, else pods that are of none; empty when there is neither. */
  findWorkloads(
    target: WorkloadTarget,
    signal: AbortSignal,
  ): Promise<Array<Workload | PodGroup>>;
  /**
   * `stop` scales to zero and keeps the count as an annotation; `start` scales
   * to the kept count, else to one, and leaves alone what is not at zero.
   * Returns how many replicas are wanted now, or would be in a dry run.
   *
   * @throws InputError for a DaemonSet, which is always started
   */
  scale(
    at: WorkloadRef & { environment: string; dryRun?: boolean },
    to: 'start' | 'stop' | number,
    signal: AbortSignal,
  ): Promise<number>;
  /**
   * Restarts a workload by a rollout; does nothing when it was restarted for the
   * same `key` before.
   *
   * @throws InputError when that would replace no pod (paused, `OnDelete`)
   */
  restart(
    at: WorkloadRef & { environment: string; key?: string; dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Watches until it is rolled out (or gone, when zero are wanted), telling
   * each change; goes on over a restart of the API server.
   *
   * @throws when its rollout is said to have failed, somebody else takes back
   *   that it was scaled to `replicas`, or `signal` aborts
   */
  waitForRollout(
    at: WorkloadRef & { environment: string; replicas?: number },
    watch: { changed(workload: Workload): Promise<void>; signal: AbortSignal },
  ): Promise<Workload>;
  /**
   * Lists the objects that a manifest is about, without asking any cluster.
   *
   * @throws InputError naming every problem
   */
  readManifest(yaml: string): ManifestRef[];
  /** Tells whether an object is, or by its labels would be, one of the workloads that are chosen. */
  isChosen(
    object: ManifestRef,
    target: WorkloadTarget,
    signal: AbortSignal,
  ): Promise<boolean>;
  /**
   * Applies one or many documents in their order, on the server's side.
   *
   * @throws ConflictError naming the fields that others manage, unless `force`
   */
  apply(
    manifest: {
      environment: string;
      yaml: string;
      force: boolean;
      dryRun: boolean;
    },
    signal: AbortSignal,
  ): Promise<AppliedObject[]>;
  /**
   * Waits for a condition to be `True`, telling its message as it changes;
   * also for an object that is not there yet.
   */
  waitForCondition(
    at: ClusterObjectRef & { environment: string; condition: string },
    watch: { changed(text: string): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  /**
   * Waits for a field to have a value, telling the one it has as it changes;
   * also for an object that is not there yet.
   *
   * @throws InputError for a path that is not usable, or leads to several values
   */
  waitForField(
    at: ClusterObjectRef & FieldGoal & { environment: string },
    watch: { changed(text: string): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  /** Deletes an object; returns false when it was not there. */
  delete(
    at: ClusterObjectRef & {
      environment: string;
      propagation: 'Foreground' | 'Background' | 'Orphan';
      dryRun: boolean;
    },
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Waits until an object is gone, telling what keeps it. */
  waitUntilGone(
    at: ClusterObjectRef & { environment: string },
    watch: { changed(text: string): Promise<void>; signal: AbortSignal },
  ): Promise<void>;
  countNodes(environment: string, signal: AbortSignal): Promise<NodeCount>;
}
