import type { OperationId } from '@idp/backstage-plugin-idp-orchestrator-common';
import { exportAudit, readAudit } from './audit/exportAudit';
import { listAudit } from './audit/listAudit';
import { listAuditSeals } from './audit/listAuditSeals';
import { verifyAudit } from './audit/verifyAudit';
import { getCalendar } from './calendar/getCalendar';
import { getCalendarFile, writeCalendarFile } from './calendar/getCalendarFile';
import { listDeliveries } from './deliveries/listDeliveries';
import { redeliver } from './deliveries/redeliver';
import { getDocument } from './document/getDocument';
import { downloadBundle } from './feed/downloadBundle';
import { readLog, readLogs } from './feed/readLogs';
import { readLogTail } from './feed/readLogTail';
import { followRun, readFeed, watchRun } from './feed/watchRun';
import { getFlow } from './flows/getFlow';
import { listFlows } from './flows/listFlows';
import { planRun } from './flows/planRun';
import { startRun } from './flows/startRun';
import { getHealth } from './health/getHealth';
import { followHealth, watchHealth } from './health/watchHealth';
import type { AnswerRoute, Operation, RoutedOperation } from './Operation';
import { listProblems } from './problems/listProblems';
import { allowedActions } from './runActions/allowedActions';
import { approveRun } from './runActions/approveRun';
import { linkAnswer } from './runActions/linkAnswer';
import { cancelRun } from './runActions/cancelRun';
import { dismissRun } from './runActions/dismissRun';
import { overrideWindow } from './runActions/overrideWindow';
import { createWindow } from './windows/createWindow';
import { endWindow } from './windows/endWindow';
import { listWindows } from './windows/listWindows';
import { pauseRun } from './runActions/pauseRun';
import { rejectRun } from './runActions/rejectRun';
import { rerun } from './runActions/rerun';
import { resumeRun } from './runActions/resumeRun';
import { retryRun } from './runActions/retryRun';
import { getRemainingPlan } from './runs/getRemainingPlan';
import { awaitRun } from './runs/awaitRun';
import { getRun } from './runs/getRun';
import { getRunContext } from './runs/getRunContext';
import { getStep } from './runs/getStep';
import { countRuns, listRuns } from './runs/listRuns';
import { createSchedule } from './schedules/createSchedule';
import { getSchedule } from './schedules/getSchedule';
import { listOccurrences } from './schedules/listOccurrences';
import { listSchedules } from './schedules/listSchedules';
import { pauseSchedule } from './schedules/pauseSchedule';
import { previewSchedule } from './schedules/previewSchedule';
import { removeSchedule } from './schedules/removeSchedule';
import { resumeSchedule } from './schedules/resumeSchedule';
import { skipNext } from './schedules/skipNext';
import { triggerSchedule } from './schedules/triggerSchedule';
import { updateSchedule } from './schedules/updateSchedule';
import { getService } from './services/getService';
import { getServiceHistory } from './services/getServiceHistory';
import { listEnvironments } from './services/listEnvironments';
import { listServices } from './services/listServices';
import { operateServices } from './services/operateServices';
import { planOperation } from './services/planOperation';
import { getStats } from './stats/getStats';
import { startTask } from './tasks/startTask';
import { callTool } from './tools/callTool';
import { listTools } from './tools/listTools';

/**
 * The operations of the REST API, by id: the table that its router is made
 * from.
 */
export const ROUTED: Record<OperationId, RoutedOperation | AnswerRoute> = {
  listFlows,
  getFlow,
  startRun,
  planRun,
  startTask,
  listRuns,
  getRun,
  getRunContext,
  getRemainingPlan,
  getStep,
  downloadBundle,
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
  dismissRun,
  overrideWindow,
  listWindows,
  createWindow,
  endWindow,
  listSchedules,
  createSchedule,
  // Before what takes any id.
  previewSchedule,
  getSchedule,
  updateSchedule,
  removeSchedule,
  pauseSchedule,
  resumeSchedule,
  triggerSchedule,
  skipNext,
  listOccurrences,
  getCalendar,
  getCalendarFile,
  listEnvironments,
  listServices,
  getService,
  getServiceHistory,
  operateServices,
  planOperation,
  getHealth,
  watchHealth,
  getStats,
  listProblems,
  listAudit,
  verifyAudit,
  listAuditSeals,
  exportAudit,
  listDeliveries,
  redeliver,
  getDocument,
  listTools,
  callTool,
};

/**
 * The operations that have no route of their own: answers of their own kind and
 * other doors are made of them.
 */
const INNER: Operation[] = [
  awaitRun,
  countRuns,
  followHealth,
  followRun,
  linkAnswer,
  readAudit,
  readFeed,
  readLog,
  readLogTail,
  writeCalendarFile,
];

/**
 * The table of all operations, which the tools of agents and the list of audit
 * actions are made from.
 */
export const OPERATIONS: Operation[] = [
  ...Object.values(ROUTED).filter(one => 'perform' in one),
  ...INNER,
];
