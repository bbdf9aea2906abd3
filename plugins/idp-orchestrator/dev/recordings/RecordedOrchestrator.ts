import {
  isFailureOpen,
  RUN_ACTIONS,
  summarizeRun,
  type CallOptions,
  type FeedEntry,
  type FlowProblem,
  type FlowSummary,
  type ListRunsQuery,
  type LogPage,
  type ReadLogsQuery,
  type RemainingPlan,
  type Run,
  type RunAction,
  type RunActionOffer,
  type RunPlan,
  type RunContext,
  type StartRunRequest,
  type WatchRunOptions,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OrchestratorApi } from '../../src/api/orchestratorApi';
import { foldEntries, linesOf } from './Recorder';
import { notFound, RecordedPlatform } from './RecordedPlatform';

/** A recorded run, of which the first `heard` entries have happened. */
interface RecordedRun {
  entries: FeedEntry[];
  heard: number;
  listeners: Set<() => void>;
}

/** Stands in for the backend: tells what was recorded, and as much of it as was played. */
export class RecordedOrchestrator
  extends RecordedPlatform
  implements OrchestratorApi
{
  flows: FlowSummary[] = [];
  problems: FlowProblem[] = [];
  readonly started: Array<{ flowId: string; request: StartRunRequest }> = [];
  readonly cancelled: Array<{ runId: string; reason: string }> = [];
  /** What people did besides. */
  readonly actions: Array<{ action: string; runId: string; reason: string }> =
    [];
  /** What the reader may not do, and why; everything else is allowed. */
  refused: Partial<Record<RunAction, string>> = {};
  /** Of every flow that has none of its own in `plans`. */
  plan?: RunPlan;
  readonly plans = new Map<string, RunPlan>();
  context?: RunContext;
  readonly #runs = new Map<string, RecordedRun>();
  readonly #endlessLogs = new Map<string, number>();

  /** Adds a run; `heard` entries of it have happened (all when absent). */
  addRun(entries: FeedEntry[], heard = entries.length): string {
    const { id } = foldEntries(entries);
    this.#runs.set(id, { entries, heard, listeners: new Set() });
    return id;
  }

  /** Lets the next entries of a run happen. */
  play(runId: string, count = 1): void {
    const run = this.#find(runId);
    run.heard = Math.min(run.entries.length, run.heard + count);
    run.listeners.forEach(listener => listener());
  }

  /** The entry that happens next. */
  nextEntry(runId: string): FeedEntry | undefined {
    const { entries, heard } = this.#find(runId);
    return entries[heard];
  }

  /** Makes a step's log this long; its lines are made up as they are asked for. */
  stretchLog(runId: string, step: string, total: number): void {
    this.#endlessLogs.set(`${runId}/${step}`, total);
  }

  async listFlows() {
    const items = this.flows.map(flow => this.#withLastRun(flow));
    return { items, problems: this.problems };
  }

  #withLastRun(flow: FlowSummary): FlowSummary {
    const [last] = [...this.#runs.values()]
      .map(run => this.#heardRun(run))
      .filter(run => run.flowId === flow.id)
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    if (!last) return flow;
    const { id, status, environment, createdAt, finishedAt } = last;
    return {
      ...flow,
      lastRun: { id, status, environment, createdAt, finishedAt },
      usualMs: 31_000,
    };
  }

  async getFlow(flowId: string): Promise<FlowSummary> {
    const flow = this.flows.find(({ id }) => id === flowId);
    if (!flow) throw notFound(`No flow ${flowId}`);
    return flow;
  }

  async getRunContext(runId: string): Promise<RunContext> {
    if (!this.context) throw notFound(`No context of ${runId}`);
    return this.context;
  }

  async getRemainingPlan(runId: string): Promise<RemainingPlan> {
    const pending = (await this.getRun(runId)).steps.filter(
      ({ status }) => status === 'pending',
    );
    const ids = pending.map(({ id }) => id);
    return {
      items: this.plan?.steps.filter(({ id }) => ids.includes(id)) ?? [],
      digest: this.plan?.digest ?? '',
    };
  }

  async startRun(flowId: string, request: StartRunRequest) {
    this.started.push({ flowId, request });
    return { id: this.startsRun, url: '' };
  }

  async planRun(flowId: string, request: StartRunRequest): Promise<RunPlan> {
    const plan = this.plans.get(flowId) ?? this.plan;
    if (!plan) throw notFound('No plan was recorded');
    const named = request.input?.environment ?? request.environment;
    return typeof named === 'string' ? { ...plan, environment: named } : plan;
  }

  async listRuns(
    query: Pick<
      ListRunsQuery,
      'flow' | 'status' | 'environment' | 'open' | 'tree' | 'cursor' | 'limit'
    > = {},
  ) {
    const { environment } = query;
    const statuses = query.status && String(query.status).split(',');
    const from = Number(query.cursor ?? 0);
    const limit = Number(query.limit ?? 50);
    const items = [...this.#runs.values()]
      .map(run => this.#heardRun(run))
      .filter(run => !query.flow || run.flowId === query.flow)
      .filter(run => !statuses || statuses.includes(run.status))
      .filter(({ environment: at }) => !environment || at === environment)
      .filter(run => !query.open || isFailureOpen(run))
      .filter(run => !query.tree || run.parent?.runId === query.tree)
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    return {
      items: items.slice(from, from + limit).map(summarizeRun),
      nextCursor:
        items.length > from + limit ? String(from + limit) : undefined,
    };
  }

  async getRun(runId: string): Promise<Run> {
    return this.#heardRun(this.#find(runId));
  }

  async allowedActions(): Promise<{ items: RunActionOffer[] }> {
    return {
      items: RUN_ACTIONS.map(action => ({
        action,
        allowed: this.refused[action] === undefined,
        because: this.refused[action],
      })),
    };
  }

  pauseRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('pause', runId, request);
  resumeRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('resume', runId, request);
  retryRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('retry', runId, request);
  approveRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('approve', runId, request);
  rejectRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('reject', runId, request);
  dismissRun = (runId: string, request: { reason: string }) =>
    this.#recordAction('dismiss', runId, request);

  overrideWindow = (runId: string, request: { reason: string }) =>
    this.#recordAction('override-window', runId, request);

  async rerun() {
    return { id: this.startsRun, url: '' };
  }

  /** What follows from it is in the recording, or does not happen. */
  async #recordAction(
    action: string,
    runId: string,
    request: { reason: string },
  ): Promise<Run> {
    this.actions.push({ action, runId, ...request });
    return this.getRun(runId);
  }

  async cancelRun(runId: string, { reason }: { reason: string }): Promise<Run> {
    this.cancelled.push({ runId, reason });
    return this.getRun(runId);
  }

  async readLogs(runId: string, query: ReadLogsQuery): Promise<LogPage> {
    if (query.search) return searchRecorded(this, runId, query);
    const { step, attempt = 1, from = 1, to = from + 499 } = query;
    const length = this.#endlessLogs.get(`${runId}/${step}`);
    if (length !== undefined) return madeUpLines(from, to, length);
    const run = this.#find(runId);
    const lines = linesOf(run.entries.slice(0, run.heard), step, attempt);
    return { items: lines.slice(from - 1, to), total: lines.length };
  }

  async *watchRun(
    runId: string,
    options: WatchRunOptions & CallOptions = {},
  ): AsyncGenerator<FeedEntry> {
    const run = this.#find(runId);
    options.onConnection?.('live');
    for (let index = options.after ?? 0; index < run.entries.length; index++) {
      if (index >= run.heard) await heardMore(run, options.signal);
      if (options.signal?.aborted) return;
      const entry = run.entries[index];
      if (entry.kind === 'event' || options.include !== 'events') yield entry;
    }
  }

  #find(runId: string): RecordedRun {
    const run = this.#runs.get(runId);
    if (!run) throw notFound(`No run ${runId}`);
    return run;
  }

  #heardRun(run: RecordedRun): Run {
    return foldEntries(run.entries.slice(0, run.heard));
  }
}

/** As the backend does: a part of the log at a time. */
async function searchRecorded(
  backend: RecordedOrchestrator,
  runId: string,
  { search = '', from = 1, ...query }: ReadLogsQuery,
): Promise<LogPage> {
  const to = from + 49_999;
  const { items, total } = await backend.readLogs(runId, {
    ...query,
    from,
    to,
  });
  const wanted = search.toLocaleLowerCase();
  return {
    items: items.filter(({ text }) =>
      text.toLocaleLowerCase().includes(wanted),
    ),
    total,
    nextFrom: to < total ? to + 1 : undefined,
  };
}

function heardMore(run: RecordedRun, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      run.listeners.delete(done);
      resolve();
    };
    run.listeners.add(done);
    signal?.addEventListener('abort', done);
  });
}

function madeUpLines(from: number, to: number, total: number): LogPage {
  const last = Math.min(to, total);
  return {
    total,
    items: Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => ({
      line: from + index,
      at: '2026-01-01T00:00:00.000Z',
      stream: (from + index) % 97 === 0 ? 'stderr' : 'stdout',
      text: `\u001b[32m${from + index}\u001b[0m a line of a noisy script, number ${from + index} of ${total}`,
    })),
  };
}
