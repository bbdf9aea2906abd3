import type {
  ActRequest,
  AnswerRunRequest,
  AuditEntry,
  AuditVerification,
  DeliveryRecord,
  FeedEntry,
  FlowProblem,
  FlowSummary,
  LogPage,
  Page,
  PlatformHealth,
  RemainingPlan,
  RetryRunRequest,
  Run,
  RunActionOffer,
  RunPage,
  RunPlan,
  RunStep,
  RunStats,
  RunContext,
  OperateServicesRequest,
  OperationPlan,
  ServiceHistory,
  ServiceProblem,
  ServiceState,
  StartedRun,
  StartRunRequest,
  StartTaskRequest,
  StatsQuery,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../access/Caller';
import type {
  AuditFilter,
  DeliveryLog,
  LogRange,
  RunCondition,
  RunFilter,
} from '../ports';

/** Use cases that start something; access/starts is the one way to them. */
export type StartUse =
  'startRun' | 'startTask' | 'planRun' | 'rerun' | 'retryRun';

/** The use cases: every door calls these, and nothing behind them. */
export interface Orchestrator {
  listFlows(
    caller: Caller,
  ): Promise<{ items: FlowSummary[]; problems: FlowProblem[] }>;
  getFlow(caller: Caller, flowId: string): Promise<FlowSummary>;
  /** Starts a run and returns at once. */
  startRun(
    caller: Caller,
    flowId: string,
    request: StartRunRequest,
  ): Promise<StartedRun & { created: boolean }>;
  planRun(
    caller: Caller,
    flowId: string,
    request: StartRunRequest,
  ): Promise<RunPlan>;
  startTask(
    caller: Caller,
    request: StartTaskRequest,
  ): Promise<StartedRun & { created: boolean }>;
  /** How flows and their steps went; in the last thirty days when no time is named. */
  getStats(
    caller: Caller,
    query: StatsQuery & { within?: RunCondition },
  ): Promise<RunStats>;
  listRuns(
    caller: Caller,
    filter: RunFilter,
    page: { limit: number; cursor?: string },
  ): Promise<RunPage>;
  countRuns(caller: Caller, filter: RunFilter): Promise<number>;
  getRun(caller: Caller, runId: string): Promise<Run>;
  /** What the run was made with, and where it ran. */
  getRunContext(caller: Caller, runId: string): Promise<RunContext>;
  /** What its steps that have not begun would do, as far as it is known now. */
  getRemainingPlan(caller: Caller, runId: string): Promise<RemainingPlan>;
  getStep(caller: Caller, runId: string, stepId: string): Promise<RunStep>;
  /** What the caller can do to a run as it is now, and why not the rest. */
  allowedActions(
    caller: Caller,
    runId: string,
  ): Promise<{ items: RunActionOffer[] }>;
  cancelRun(caller: Caller, runId: string, request: ActRequest): Promise<Run>;
  /** Starts no new step until it is resumed. */
  pauseRun(caller: Caller, runId: string, request: ActRequest): Promise<Run>;
  resumeRun(caller: Caller, runId: string, request: ActRequest): Promise<Run>;
  /** Goes on from a step of a finished run. */
  retryRun(
    caller: Caller,
    runId: string,
    request: RetryRunRequest,
  ): Promise<Run>;
  approveRun(
    caller: Caller,
    runId: string,
    request: AnswerRunRequest,
  ): Promise<Run>;
  rejectRun(
    caller: Caller,
    runId: string,
    request: AnswerRunRequest,
  ): Promise<Run>;
  /** The run, for a caller who may answer its steps when they ask. */
  getRunToAnswer(caller: Caller, runId: string): Promise<Run>;
  /** A new run of the same flow with the same input. */
  rerun(
    caller: Caller,
    runId: string,
    request: ActRequest,
  ): Promise<StartedRun & { created: boolean }>;
  /** A page of the feed after an entry. */
  readFeed(
    caller: Caller,
    runId: string,
    range: { after: number; limit: number },
  ): Promise<FeedEntry[]>;
  /** The feed after an entry, as it grows, until the run is over. */
  watchRun(
    caller: Caller,
    runId: string,
    watch: { after: number; signal: AbortSignal },
  ): Promise<AsyncGenerator<FeedEntry[]>>;
  readLog(caller: Caller, range: LogRange): Promise<LogPage>;
  /** Of the default environment when none is named. */
  getHealth(
    caller: Caller,
    options: { environment?: string; refresh: boolean },
  ): Promise<PlatformHealth>;
  /** How the platform is, and again whenever that changes, until `signal` aborts. */
  watchHealth(
    caller: Caller,
    watch: { environment?: string; signal: AbortSignal },
  ): Promise<AsyncGenerator<PlatformHealth>>;
  /** The services of an environment as they are now. */
  listServices(
    caller: Caller,
    query: { environment?: string },
  ): Promise<{ items: ServiceState[]; problems: ServiceProblem[] }>;
  getService(
    caller: Caller,
    name: string,
    query: { environment?: string },
  ): Promise<ServiceState>;
  /**
   * Waves, present states and who else would notice; changes nothing. It is
   * started as a run of the flow `platform-operations` (see `toOperationRun`).
   */
  planOperation(
    caller: Caller,
    request: OperateServicesRequest,
  ): Promise<OperationPlan>;
  /** How a service was since a time; for the last week when none is given. */
  getServiceHistory(
    caller: Caller,
    service: string,
    range: { environment?: string; since?: string },
  ): Promise<ServiceHistory>;
  /** Who did what, newest first. */
  listAudit(
    caller: Caller,
    filter: AuditFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<AuditEntry>>;
  /** Whether the record is as it was written. */
  verifyAudit(caller: Caller): Promise<AuditVerification>;
  /** The whole record, oldest first. */
  exportAudit(caller: Caller): Promise<AsyncGenerator<AuditEntry[]>>;
  /** What was told outside, and what has to be, newest first. */
  listDeliveries(
    caller: Caller,
    ...asked: Parameters<DeliveryLog['list']>
  ): ReturnType<DeliveryLog['list']>;
  /** Tells once more what was told, or was given up. */
  redeliver(
    caller: Caller,
    deliveryId: string,
    request: ActRequest,
  ): Promise<DeliveryRecord>;
}
