import type { Tool } from '../agent';
import type { RemainingPlan, RunPlan } from '../plan';
import type { LogPage } from '../logPage';
import type {
  ActRequest,
  AnswerRunRequest,
  FlowProblem,
  FlowSummary,
  ListRunsQuery,
  Page,
  RetryRunRequest,
  RunPage,
  StartedRun,
  StartRunRequest,
  StartTaskRequest,
} from '../api';
import type { AuditEntry, AuditVerification, ListAuditQuery } from '../audit';
import type { DeliveryRecord, ListDeliveriesQuery } from '../delivery';
import type { PlatformHealth } from '../health';
import type {
  FeedEntry,
  LogStream,
  Run,
  RunActionOffer,
  RunStep,
  RunContext,
} from '../run';
import type {
  OperateServicesRequest,
  OperationPlan,
  ServiceHistory,
  ServiceProblem,
  ServiceState,
} from '../service';
import type { RunStats, StatsQuery } from '../stats';
import {
  pathOf,
  RestConnection,
  withQuery,
  type CallOptions,
  type OrchestratorClientOptions,
} from './RestConnection';
import { watchFeed, type WatchRunOptions } from './watchFeed';
import { watchHealth, type WatchHealthOptions } from './watchHealth';

/** Which lines of an attempt's log, numbered from 1; `to` is included. */
export interface ReadLogsQuery {
  step: string;
  attempt?: number;
  stream?: LogStream;
  from?: number;
  to?: number;
  /** Only lines that contain this, in whatever case. */
  search?: string;
}

/**
 * Every route of the REST API, typed. Failures are `ResponseError`s of
 * `@backstage/errors` with the problem that the backend told.
 */
export class OrchestratorClient {
  readonly #rest: RestConnection;

  constructor(options: OrchestratorClientOptions) {
    this.#rest = new RestConnection(options);
  }

  /** Flows that can be run, and those that could not be loaded. */
  listFlows(
    call?: CallOptions,
  ): Promise<{ items: FlowSummary[]; problems: FlowProblem[] }> {
    return this.#rest.get('/flows', call);
  }

  getFlow(flowId: string, call?: CallOptions): Promise<FlowSummary> {
    return this.#rest.get(pathOf`/flows/${flowId}`, call);
  }

  /** Starts a flow and returns at once with the run's id. */
  startRun(
    flowId: string,
    request: StartRunRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#rest.post(pathOf`/flows/${flowId}/runs`, request, call);
  }

  /** What a run would do; changes nothing. */
  planRun(
    flowId: string,
    request: StartRunRequest,
    call?: CallOptions,
  ): Promise<RunPlan> {
    return this.#rest.post(pathOf`/flows/${flowId}/plan`, request, call);
  }

  /** Starts one script action as a run of its own. */
  startTask(
    request: StartTaskRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#rest.post('/tasks', request, call);
  }

  listRuns(query: ListRunsQuery = {}, call?: CallOptions): Promise<RunPage> {
    return this.#rest.get(withQuery('/runs', query), call);
  }

  getRun(runId: string, call?: CallOptions): Promise<Run> {
    return this.#rest.get(pathOf`/runs/${runId}`, call);
  }

  /** The definition that it was made with, and where it ran. */
  getRunContext(runId: string, call?: CallOptions): Promise<RunContext> {
    return this.#rest.get(pathOf`/runs/${runId}/context`, call);
  }

  /** What its steps that have not begun would do, as far as it is known now. */
  getRemainingPlan(runId: string, call?: CallOptions): Promise<RemainingPlan> {
    return this.#rest.get(pathOf`/runs/${runId}/plan`, call);
  }

  getStep(runId: string, stepId: string, call?: CallOptions): Promise<RunStep> {
    return this.#rest.get(pathOf`/runs/${runId}/steps/${stepId}`, call);
  }

  /** What this caller can do to a run as it is now, and why not the rest. */
  allowedActions(
    runId: string,
    call?: CallOptions,
  ): Promise<{ items: RunActionOffer[] }> {
    return this.#rest.get(pathOf`/runs/${runId}/actions`, call);
  }

  cancelRun(runId: string, request: ActRequest, call?: CallOptions) {
    return this.#act(runId, 'cancel', { request, call });
  }

  /** Starts no new step until it is resumed. */
  pauseRun(runId: string, request: ActRequest, call?: CallOptions) {
    return this.#act(runId, 'pause', { request, call });
  }

  resumeRun(runId: string, request: ActRequest, call?: CallOptions) {
    return this.#act(runId, 'resume', { request, call });
  }

  /** Goes on from a step of a finished run; what was done before stays. */
  retryRun(runId: string, request: RetryRunRequest, call?: CallOptions) {
    return this.#act(runId, 'retry', { request, call });
  }

  approveRun(runId: string, request: AnswerRunRequest, call?: CallOptions) {
    return this.#act(runId, 'approve', { request, call });
  }

  rejectRun(runId: string, request: AnswerRunRequest, call?: CallOptions) {
    return this.#act(runId, 'reject', { request, call });
  }

  /** Starts a new run of the same flow with the same input. */
  rerun(
    runId: string,
    request: ActRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#rest.post(pathOf`/runs/${runId}/rerun`, request, call);
  }

  readLogs(
    runId: string,
    query: ReadLogsQuery,
    call?: CallOptions,
  ): Promise<LogPage> {
    return this.#rest.get(
      withQuery(pathOf`/runs/${runId}/logs`, { ...query, format: 'json' }),
      call,
    );
  }

  getHealth(
    options: { refresh?: boolean; environment?: string } = {},
    call?: CallOptions,
  ): Promise<PlatformHealth> {
    return this.#rest.get(withQuery('/health', options), call);
  }

  /** How the platform is, at once and again whenever it has changed, until the caller aborts. */
  watchHealth(
    options: WatchHealthOptions & CallOptions = {},
  ): AsyncGenerator<PlatformHealth> {
    const { environment, token } = options;
    const connect = (signal: AbortSignal) =>
      this.#rest.open(withQuery('/health/events', { environment }), {
        token,
        signal,
      });
    return watchHealth(connect, options);
  }

  /** The services of an environment (the default one when absent), as they are now. */
  listServices(
    query: { environment?: string } = {},
    call?: CallOptions,
  ): Promise<{ items: ServiceState[]; problems?: ServiceProblem[] }> {
    return this.#rest.get(withQuery('/services', query), call);
  }

  getService(
    name: string,
    query: { environment?: string } = {},
    call?: CallOptions,
  ): Promise<ServiceState> {
    return this.#rest.get(withQuery(pathOf`/services/${name}`, query), call);
  }

  getServiceHistory(
    name: string,
    query: { environment?: string; since?: string } = {},
    call?: CallOptions,
  ): Promise<ServiceHistory> {
    return this.#rest.get(
      withQuery(pathOf`/services/${name}/history`, query),
      call,
    );
  }

  /** Starts an operation of services as a run. */
  operateServices(
    request: OperateServicesRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#rest.post('/services/operations', request, call);
  }

  /** Waves, present states and blast radius of an operation; changes nothing. */
  planOperation(
    request: OperateServicesRequest,
    call?: CallOptions,
  ): Promise<OperationPlan> {
    return this.#rest.post('/services/operations/plan', request, call);
  }

  getStats(query: StatsQuery = {}, call?: CallOptions): Promise<RunStats> {
    return this.#rest.get(withQuery('/stats', query), call);
  }

  /** Flows and queries as tools, for agent frameworks. */
  listTools(call?: CallOptions): Promise<{ items: Tool[] }> {
    return this.#rest.get('/tools', call);
  }

  listAudit(
    query: ListAuditQuery = {},
    call?: CallOptions,
  ): Promise<Page<AuditEntry>> {
    return this.#rest.get(withQuery('/audit', query), call);
  }

  verifyAudit(call?: CallOptions): Promise<AuditVerification> {
    return this.#rest.get('/audit/verify', call);
  }

  /** What webhooks were told and how that went, newest first. */
  listDeliveries(
    query: ListDeliveriesQuery = {},
    call?: CallOptions,
  ): Promise<Page<DeliveryRecord>> {
    return this.#rest.get(withQuery('/deliveries', query), call);
  }

  /** Tells a webhook again what it has been told, or what was given up. */
  redeliver(
    deliveryId: string,
    request: ActRequest,
    call?: CallOptions,
  ): Promise<DeliveryRecord> {
    const path = pathOf`/deliveries/${deliveryId}/redeliver`;
    return this.#rest.post(path, request, call);
  }

  /**
   * Everything that happens in a run from `after` on, in order and each once,
   * over as many connections as it takes. Ends after `run.finished`.
   */
  watchRun(
    runId: string,
    options: WatchRunOptions & CallOptions = {},
  ): AsyncGenerator<FeedEntry> {
    const connect = (after: number, signal?: AbortSignal) => {
      const { include, token } = options;
      const path = withQuery(pathOf`/runs/${runId}/events`, { after, include });
      return this.#rest.open(path, { token, signal });
    };
    return watchFeed(connect, options);
  }

  #act(
    runId: string,
    act: string,
    { request, call }: { request: object; call?: CallOptions },
  ): Promise<Run> {
    return this.#rest.post(pathOf`/runs/${runId}/${act}`, request, call);
  }
}
