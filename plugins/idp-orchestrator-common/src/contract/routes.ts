/** Where an operation is found below `/v1`, and what its client has to know to call it. */
export interface Route {
  method: 'get' | 'post';
  /** As Express has it. */
  path: string;
  takesQuery?: true;
  /** Other than JSON: a file, or a stream of events that goes on. */
  gives?: 'file' | 'events';
}

/**
 * The address of each operation, by its id. It stands apart from the contracts
 * so that a browser's client needs none of their schemas.
 */
export const ROUTES = {
  listFlows: { method: 'get', path: '/flows' },
  getFlow: { method: 'get', path: '/flows/:flowId' },
  startRun: { method: 'post', path: '/flows/:flowId/runs' },
  planRun: { method: 'post', path: '/flows/:flowId/plan' },
  startTask: { method: 'post', path: '/tasks' },

  listRuns: { method: 'get', path: '/runs', takesQuery: true },
  getRun: { method: 'get', path: '/runs/:runId' },
  getRunContext: { method: 'get', path: '/runs/:runId/context' },
  getRemainingPlan: { method: 'get', path: '/runs/:runId/plan' },
  getStep: { method: 'get', path: '/runs/:runId/steps/:stepId' },

  downloadBundle: { method: 'get', path: '/runs/:runId/bundle', gives: 'file' },
  watchRun: {
    method: 'get',
    path: '/runs/:runId/events',
    takesQuery: true,
    gives: 'events',
  },
  readLogs: { method: 'get', path: '/runs/:runId/logs', takesQuery: true },

  allowedActions: { method: 'get', path: '/runs/:runId/actions' },
  cancelRun: { method: 'post', path: '/runs/:runId/cancel' },
  pauseRun: { method: 'post', path: '/runs/:runId/pause' },
  resumeRun: { method: 'post', path: '/runs/:runId/resume' },
  retryRun: { method: 'post', path: '/runs/:runId/retry' },
  approveRun: { method: 'post', path: '/runs/:runId/approve' },
  rejectRun: { method: 'post', path: '/runs/:runId/reject' },
  rerun: { method: 'post', path: '/runs/:runId/rerun' },

  listServices: { method: 'get', path: '/services', takesQuery: true },
  getService: { method: 'get', path: '/services/:name', takesQuery: true },
  getServiceHistory: {
    method: 'get',
    path: '/services/:name/history',
    takesQuery: true,
  },
  operateServices: { method: 'post', path: '/services/operations' },
  planOperation: { method: 'post', path: '/services/operations/plan' },

  getHealth: { method: 'get', path: '/health', takesQuery: true },
  watchHealth: {
    method: 'get',
    path: '/health/events',
    takesQuery: true,
    gives: 'events',
  },

  getStats: { method: 'get', path: '/stats', takesQuery: true },
  listAudit: { method: 'get', path: '/audit', takesQuery: true },
  verifyAudit: { method: 'get', path: '/audit/verify' },
  exportAudit: { method: 'get', path: '/audit/export', gives: 'file' },
  listDeliveries: { method: 'get', path: '/deliveries', takesQuery: true },
  redeliver: { method: 'post', path: '/deliveries/:deliveryId/redeliver' },
  getDocument: { method: 'get', path: '/openapi.yaml', gives: 'file' },

  listTools: { method: 'get', path: '/tools' },
  callTool: { method: 'post', path: '/tools/:name' },
} as const satisfies Record<string, Route>;

/** The id of an operation: its name in the document, in the client and in the backend. */
export type OperationId = keyof typeof ROUTES;

export type RouteOf<Id extends OperationId> = (typeof ROUTES)[Id];

/** The names of the parameters in a path. */
export type ParamNames<Path extends string> =
  Path extends `${string}:${infer Name}/${infer Rest}`
    ? Name | ParamNames<`/${Rest}`>
    : Path extends `${string}:${infer Name}`
      ? Name
      : never;
