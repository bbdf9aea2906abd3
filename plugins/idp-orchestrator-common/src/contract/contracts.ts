import { exportAudit, listAudit, verifyAudit } from './audit';
import { listDeliveries, redeliver } from './deliveries';
import { getDocument } from './document';
import { downloadBundle, readLogs, watchRun } from './feed';
import { getFlow, listFlows, planRun, startRun } from './flows';
import { getHealth, watchHealth } from './health';
import {
  allowedActions,
  approveRun,
  cancelRun,
  pauseRun,
  rejectRun,
  rerun,
  resumeRun,
  retryRun,
} from './runActions';
import {
  getRemainingPlan,
  getRun,
  getRunContext,
  getStep,
  listRuns,
} from './runs';
import type { OperationId } from './routes';
import {
  getService,
  getServiceHistory,
  listServices,
  operateServices,
  planOperation,
} from './services';
import { getStats } from './stats';
import { startTask } from './tasks';
import { callTool, listTools } from './tools';

/**
 * Every operation of the REST API, by its id and in the order of the document.
 * Router, document, client and the tests over all routes are made from it.
 */
export const CONTRACTS = {
  listFlows,
  getFlow,
  startRun,
  planRun,
  startTask,
  listRuns,
  getRun,
  getRunContext,
  getRemainingPlan,
  downloadBundle,
  getStep,
  watchRun,
  readLogs,
  allowedActions,
  cancelRun,
  pauseRun,
  resumeRun,
  retryRun,
  approveRun,
  rejectRun,
  rerun,
  listServices,
  getService,
  getServiceHistory,
  operateServices,
  planOperation,
  getHealth,
  watchHealth,
  getStats,
  listAudit,
  listDeliveries,
  redeliver,
  verifyAudit,
  exportAudit,
  getDocument,
  listTools,
  callTool,
} as const satisfies { [Id in OperationId]: { id: Id } };

export type Contracts = typeof CONTRACTS;
