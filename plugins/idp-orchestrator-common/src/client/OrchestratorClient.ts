import { ResponseError } from '@backstage/errors';
import type {
  ActRequest,
  AnswerRunRequest,
  FlowProblem,
  FlowSummary,
  ListRunsQuery,
  LogPage,
  Page,
  RetryRunRequest,
  RunPage,
  RunPlan,
  StartedRun,
  StartRunRequest,
  StartTaskRequest,
} from '../api';
import type { AuditEntry, AuditVerification, ListAuditQuery } from '../audit';
import type { PlatformHealth } from '../health';
import type {
  FeedEntry,
  LogStream,
  Run,
  RunActOffer,
  RunStep,
  RunSurroundings,
} from '../run';
import type {
  OperateServicesRequest,
  OperationPlan,
  ServiceHistory,
  ServiceProblem,
  ServiceState,
} from '../service';
import type { RunStats, StatsQuery } from '../stats';
import { watchFeed, type WatchRunOptions } from './watchFeed';
import { watchHealth, type WatchHealthOptions } from './watchHealth';

/** What the client needs of its surroundings; Backstage's own APIs fit, in browser and backend. */
export interface OrchestratorClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/** A Backstage token; left out in the browser, where the fetch API adds it. */
export interface CallOptions {
  token?: string;
  signal?: AbortSignal;
}

/** Which lines of an attempt's log, numbered from 1; `to` is included. */
export interface ReadLogsQuery {
  step: string;
  attempt?: number;
  stream?: LogStream;
  from?: number;
  to?: number;
}

/**
 * Every route of the REST API, typed. Failures are `ResponseError`s of
 * `@backstage/errors` with the problem that the backend told.
 */
export class OrchestratorClient {
  readonly #options: OrchestratorClientOptions;

  constructor(options: OrchestratorClientOptions) {
    this.#options = options;
  }

  /** Flows that can be run, and those that could not be loaded. */
  listFlows(
    call?: CallOptions,
  ): Promise<{ items: FlowSummary[]; problems: FlowProblem[] }> {
    return this.#get('/flows', call);
  }

  getFlow(flowId: string, call?: CallOptions): Promise<FlowSummary> {
    return this.#get(`/flows/${encodeURIComponent(flowId)}`, call);
  }

  /** Starts a flow and returns at once with the run's id. */
  startRun(
    flowId: string,
    request: StartRunRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#post(
      `/flows/${encodeURIComponent(flowId)}/runs`,
      request,
      call,
    );
  }

  /** What a run would do; changes nothing. */
  planRun(
    flowId: string,
    request: StartRunRequest,
    call?: CallOptions,
  ): Promise<RunPlan> {
    return this.#post(
      `/flows/${encodeURIComponent(flowId)}/plan`,
      request,
      call,
    );
  }

  /** Starts one script action as a run of its own. */
  startTask(
    request: StartTaskRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#post('/tasks', request, call);
  }

  listRuns(query: ListRunsQuery = {}, call?: CallOptions): Promise<RunPage> {
    return this.#get(`/runs${queryString({ ...query })}`, call);
  }

  getRun(runId: string, call?: CallOptions): Promise<Run> {
    return this.#get(`/runs/${encodeURIComponent(runId)}`, call);
  }

  /** The definition that it was made with, and where it ran. */
  getRunSurroundings(
    runId: string,
    call?: CallOptions,
  ): Promise<RunSurroundings> {
    return this.#get(`/runs/${encodeURIComponent(runId)}/surroundings`, call);
  }

  getStep(runId: string, stepId: string, call?: CallOptions): Promise<RunStep> {
    return this.#get(
      `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(stepId)}`,
      call,
    );
  }

  /** What this caller can do to a run as it is now, and why not the rest. */
  listActs(
    runId: string,
    call?: CallOptions,
  ): Promise<{ items: RunActOffer[] }> {
    return this.#get(`/runs/${encodeURIComponent(runId)}/acts`, call);
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
  runAgain(
    runId: string,
    request: ActRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#post(
      `/runs/${encodeURIComponent(runId)}/again`,
      request,
      call,
    );
  }

  readLogs(
    runId: string,
    query: ReadLogsQuery,
    call?: CallOptions,
  ): Promise<LogPage> {
    return this.#get(
      `/runs/${encodeURIComponent(runId)}/logs${queryString({
        ...query,
        format: 'json',
      })}`,
      call,
    );
  }

  getHealth(
    options: { refresh?: boolean; environment?: string } = {},
    call?: CallOptions,
  ): Promise<PlatformHealth> {
    return this.#get(`/health${queryString(options)}`, call);
  }

  /** How the platform is, at once and again whenever it has changed, until the caller aborts. */
  watchHealth(
    options: WatchHealthOptions & CallOptions = {},
  ): AsyncGenerator<PlatformHealth> {
    const { environment, token } = options;
    const connect = (signal: AbortSignal) =>
      this.#fetch(
        `/health/events${queryString({ environment })}`,
        { headers: { accept: 'text/event-stream' } },
        { token, signal },
      );
    return watchHealth(connect, options);
  }

  /** The services of an environment (the default one when absent), as they are now. */
  listServices(
    query: { environment?: string } = {},
    call?: CallOptions,
  ): Promise<{ items: ServiceState[]; problems?: ServiceProblem[] }> {
    return this.#get(`/services${queryString(query)}`, call);
  }

  getService(
    name: string,
    query: { environment?: string } = {},
    call?: CallOptions,
  ): Promise<ServiceState> {
    return this.#get(
      `/services/${encodeURIComponent(name)}${queryString(query)}`,
      call,
    );
  }

  getServiceHistory(
    name: string,
    query: { environment?: string; since?: string } = {},
    call?: CallOptions,
  ): Promise<ServiceHistory> {
    return this.#get(
      `/services/${encodeURIComponent(name)}/history${queryString(query)}`,
      call,
    );
  }

  /** Starts an operation of services as a run. */
  operateServices(
    request: OperateServicesRequest,
    call?: CallOptions,
  ): Promise<StartedRun> {
    return this.#post('/services/operations', request, call);
  }

  /** Waves, present states and blast radius of an operation; changes nothing. */
  planOperation(
    request: OperateServicesRequest,
    call?: CallOptions,
  ): Promise<OperationPlan> {
    return this.#post('/services/operations/plan', request, call);
  }

  getStats(query: StatsQuery = {}, call?: CallOptions): Promise<RunStats> {
    return this.#get(`/stats${queryString({ ...query })}`, call);
  }

  listAudit(
    query: ListAuditQuery = {},
    call?: CallOptions,
  ): Promise<Page<AuditEntry>> {
    return this.#get(`/audit${queryString({ ...query })}`, call);
  }

  verifyAudit(call?: CallOptions): Promise<AuditVerification> {
    return this.#get('/audit/verify', call);
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
      const query = queryString({ after, include: options.include });
      return this.#fetch(
        `/runs/${encodeURIComponent(runId)}/events${query}`,
        { headers: { accept: 'text/event-stream' } },
        { token: options.token, signal },
      );
    };
    return watchFeed(connect, options);
  }

  #act(
    runId: string,
    act: string,
    { request, call }: { request: object; call?: CallOptions },
  ): Promise<Run> {
    return this.#post(
      `/runs/${encodeURIComponent(runId)}/${act}`,
      request,
      call,
    );
  }

  async #get<T>(path: string, call?: CallOptions): Promise<T> {
    return (await this.#fetch(path, {}, call)).json() as Promise<T>;
  }

  async #post<T>(path: string, body: unknown, call?: CallOptions): Promise<T> {
    const response = await this.#fetch(
      path,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      call,
    );
    return response.json() as Promise<T>;
  }

  async #fetch(
    path: string,
    init: RequestInit,
    call: CallOptions = {},
  ): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl('idp-orchestrator');
    const headers = new Headers(init.headers);
    if (call.token) headers.set('authorization', `Bearer ${call.token}`);
    const request = { ...init, headers, signal: call.signal };
    const response = await (fetchApi?.fetch ?? fetch)(
      `${baseUrl}/v1${path}`,
      request,
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function queryString(query: Record<string, unknown>): string {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined,
  );
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(
    entries.map(([key, value]) => [key, String(value)]),
  )}`;
}
