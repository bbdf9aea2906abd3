import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CancelRunRequest,
  FeedEntry,
  FlowProblem,
  FlowSummary,
  Initiator,
  LogPage,
  PlatformHealth,
  Run,
  RunPage,
  RunPlan,
  RunStep,
  StartedRun,
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogRange, RunFilter } from '../ports';

/** Who calls, through whatever door. */
export interface Caller {
  credentials: BackstageCredentials;
  initiator: Initiator;
}

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
  listRuns(
    caller: Caller,
    filter: RunFilter,
    page: { limit: number; cursor?: string },
  ): Promise<RunPage>;
  getRun(caller: Caller, runId: string): Promise<Run>;
  getStep(caller: Caller, runId: string, stepId: string): Promise<RunStep>;
  cancelRun(
    caller: Caller,
    runId: string,
    request: CancelRunRequest,
  ): Promise<Run>;
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
  getHealth(
    caller: Caller,
    options: { refresh: boolean },
  ): Promise<PlatformHealth>;
}
