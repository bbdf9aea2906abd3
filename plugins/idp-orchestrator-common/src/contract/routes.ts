// Made from the contracts by `tools/yarn docs:openapi`.
import type { Contracts } from './contracts';
import type { RoutesOf } from './Route';

/**
 * The address of each operation, by its id. It stands apart from the contracts
 * so that a browser's client needs none of their schemas.
 *
 * @public
 */
export const ROUTES = {
  listAudit: { method: 'get', path: '/audit', takesQuery: true },
  exportAudit: { method: 'get', path: '/audit/export', gives: 'file' },
  listAuditSeals: { method: 'get', path: '/audit/seals', takesQuery: true },
  verifyAudit: { method: 'get', path: '/audit/verify' },
  listDeliveries: { method: 'get', path: '/deliveries', takesQuery: true },
  redeliver: { method: 'post', path: '/deliveries/:deliveryId/redeliver' },
  listEnvironments: { method: 'get', path: '/environments' },
  listFlows: { method: 'get', path: '/flows' },
  getFlow: { method: 'get', path: '/flows/:flowId' },
  planRun: { method: 'post', path: '/flows/:flowId/plan' },
  startRun: { method: 'post', path: '/flows/:flowId/runs' },
  getHealth: { method: 'get', path: '/health', takesQuery: true },
  watchHealth: {
    method: 'get',
    path: '/health/events',
    takesQuery: true,
    gives: 'events',
  },
  getDocument: { method: 'get', path: '/openapi.yaml', gives: 'file' },
  listProblems: { method: 'get', path: '/problems' },
  listRuns: { method: 'get', path: '/runs', takesQuery: true },
  getRun: { method: 'get', path: '/runs/:runId', takesQuery: true },
  allowedActions: { method: 'get', path: '/runs/:runId/actions' },
  approveRun: { method: 'post', path: '/runs/:runId/approve' },
  downloadBundle: { method: 'get', path: '/runs/:runId/bundle', gives: 'file' },
  cancelRun: { method: 'post', path: '/runs/:runId/cancel' },
  getRunContext: { method: 'get', path: '/runs/:runId/context' },
  dismissRun: { method: 'post', path: '/runs/:runId/dismiss' },
  watchRun: {
    method: 'get',
    path: '/runs/:runId/events',
    takesQuery: true,
    gives: 'events',
  },
  readLogs: { method: 'get', path: '/runs/:runId/logs', takesQuery: true },
  overrideWindow: { method: 'post', path: '/runs/:runId/override-window' },
  pauseRun: { method: 'post', path: '/runs/:runId/pause' },
  getRemainingPlan: { method: 'get', path: '/runs/:runId/plan' },
  rejectRun: { method: 'post', path: '/runs/:runId/reject' },
  rerun: { method: 'post', path: '/runs/:runId/rerun' },
  resumeRun: { method: 'post', path: '/runs/:runId/resume' },
  retryRun: { method: 'post', path: '/runs/:runId/retry' },
  getStep: { method: 'get', path: '/runs/:runId/steps/:stepId' },
  listServices: { method: 'get', path: '/services', takesQuery: true },
  getService: { method: 'get', path: '/services/:name', takesQuery: true },
  getServiceHistory: {
    method: 'get',
    path: '/services/:name/history',
    takesQuery: true,
  },
  operateServices: { method: 'post', path: '/services/operations' },
  planOperation: { method: 'post', path: '/services/operations/plan' },
  getStats: { method: 'get', path: '/stats', takesQuery: true },
  startTask: { method: 'post', path: '/tasks' },
  listTools: { method: 'get', path: '/tools' },
  callTool: { method: 'post', path: '/tools/:name' },
  listWindows: { method: 'get', path: '/windows', takesQuery: true },
  createWindow: { method: 'post', path: '/windows' },
  endWindow: { method: 'post', path: '/windows/:windowId/end' },
} as const satisfies RoutesOf<Contracts>;
