/** The annotation for how many replicas a workload had before it was scaled to zero from here. */
export const KEPT_REPLICAS = 'idp-orchestrator/replicas';

/** The annotations for when its pods were restarted from here, and for which attempt of a step. */
export const RESTARTED_AT = 'idp-orchestrator/restartedAt';
export const RESTARTED_FOR = 'idp-orchestrator/restartedFor';
