import {
  createApiFactory,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The methods of the client that pages call; a recording can stand in for them.
 *
 * @public
 */
export type OrchestratorApi = Pick<
  OrchestratorClient,
  | 'allowedActions'
  | 'approveRun'
  | 'cancelRun'
  | 'getFlow'
  | 'getRemainingPlan'
  | 'getRun'
  | 'getRunContext'
  | 'getServiceHistory'
  | 'getStats'
  | 'listEnvironments'
  | 'listProblems'
  | 'listAudit'
  | 'listFlows'
  | 'listRuns'
  | 'listServices'
  | 'operateServices'
  | 'getCalendar'
  | 'listSchedules'
  | 'getSchedule'
  | 'previewSchedule'
  | 'createSchedule'
  | 'updateSchedule'
  | 'removeSchedule'
  | 'pauseSchedule'
  | 'resumeSchedule'
  | 'triggerSchedule'
  | 'skipNext'
  | 'listOccurrences'
  | 'listWindows'
  | 'createWindow'
  | 'endWindow'
  | 'overrideWindow'
  | 'pauseRun'
  | 'planOperation'
  | 'planRun'
  | 'readLogs'
  | 'rejectRun'
  | 'rerun'
  | 'dismissRun'
  | 'resumeRun'
  | 'retryRun'
  | 'startRun'
  | 'verifyAudit'
  | 'watchHealth'
  | 'watchRun'
>;

/** @public */
export const orchestratorApiRef = createApiRef<OrchestratorApi>({
  id: 'plugin.idp-orchestrator.service',
});

export const orchestratorApiFactory = createApiFactory({
  api: orchestratorApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    new OrchestratorClient({ discoveryApi, fetchApi }),
});
