/** The fields that all objects of a cluster have; times are ISO 8601. */
export interface ClusterObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    /** The time at which it was made. */
    creationTimestamp?: string;
    resourceVersion?: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    /** The names of those who have something to do before it can be gone. */
    finalizers?: string[];
    /** The time until which it may end; present when it was deleted and is still there. */
    deletionTimestamp?: string;
    /** Who has set which fields, and when. */
    managedFields?: ManagedFields[];
    ownerReferences?: Array<{
      kind: string;
      name: string;
      uid?: string;
      controller?: boolean;
    }>;
  };
}

export interface ManagedFields {
  manager?: string;
  time?: string;
  /** The fields as keys such as `f:spec`, each with those in it. */
  fieldsV1?: { [field: string]: unknown };
}

/** A condition: what an object says about itself. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  observedGeneration?: number;
}

export interface ObjectList<T extends ClusterObject> {
  metadata: { resourceVersion?: string; continue?: string };
  items: T[];
}
