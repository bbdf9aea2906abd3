/** What all objects of a cluster have; times are ISO 8601. */
export interface ClusterObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    /** Who has something to do before it can be gone. */
    finalizers?: string[];
    /** Until when it has time to end; present when it was deleted and is still there. */
    deletionTimestamp?: string;
  };
}

/** What an object says about itself. */
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
