import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  FlowSummary,
  Run,
  RunPlan,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { nameNearest, type CatalogFlow } from '../flows';
import type { PlatformHealthService } from '../health';
import type { Caller, Orchestrator } from './Orchestrator';
import { readRunRequest } from './readRunRequest';
import {
  answer,
  cancel,
  pause,
  resume,
  retry,
  type Act,
  type DecideAct,
} from './runActs';
import type { RunFeeds } from './RunFeeds';
import { planRun, startRun, type RunStarter } from './startRun';
import { tellQueue } from './tellQueue';

export interface OrchestratorOptions extends RunStarter {
  feeds: RunFeeds;
  health: PlatformHealthService;
}

/** The use cases as they are, without asking who may. */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { flows, store, feeds, health } = options;

  const getRun = async (runId: string) => {
    const run = await store.get(runId);
    if (!run) throw new NotFoundError(`There is no run ${runId}`);
    return run;
  };

  const startRunOf = async (
    caller: Caller,
    flowId: string,
    request: StartRunRequest,
  ) => {
    const flow = await flows.get(flowId);
    const asked = readRunRequest(flow, request, { ...options, ...caller });
    // What was looked at holds the answers of scripts, so they are asked again.
    const ask = request.planDigest !== undefined;
    const plan = await planRun(options, asked, { ask });
    requireSamePlan(plan, request.planDigest);
    return startRun(options, { asked, plan, key: keyOf(caller, request) });
  };

  return {
    startRun: startRunOf,
    async listFlows() {
      const { flows: found, problems } = await flows.list();
      const items = found.map(flow => summarize(flow, options));
      return { items, problems };
    },
    async getFlow(_, flowId) {
      return summarize(await flows.get(flowId), options);
    },
    async planRun(caller, flowId, request) {
      const flow = await flows.get(flowId);
      const asked = readRunRequest(flow, request, { ...options, ...caller });
      return planRun(options, asked, { ask: true });
    },
    async startTask(caller, { script, action, args, ...request }) {
      const { kind } = await flows.get(script);
      if (kind !== 'task') {
        throw new NotFoundError(`${script} is a flow, not a script`);
      }
      const input = { ...args, ...(action !== undefined && { action }) };
      return startRunOf(caller, script, { ...request, input });
    },
    async listRuns(_, filter, page) {
      const { items, ...rest } = await store.list(filter, page);
      const told = items.map(run => tellQueue(store, run));
      return { items: await Promise.all(told), ...rest };
    },
    getRun: async (_, runId) => tellQueue(store, await getRun(runId)),
    async getStep(_, runId, stepId) {
      const run = await getRun(runId);
      const step = run.steps.find(({ id }) => id === stepId);
      if (step) return step;
      throw new NotFoundError(
        `Run ${runId} has no step ${stepId}. ${nameNearest(
          stepId,
          run.steps.map(({ id }) => id),
        )}`,
      );
    },
    ...createActs(options, getRun, startRunOf),
    async readFeed(_, runId, range) {
      await getRun(runId);
      return store.readFeed(runId, range);
    },
    async watchRun(_, runId, watch) {
      return feeds.watch(await getRun(runId), watch);
    },
    async readLog(_, range) {
      await getRun(range.runId);
      return store.readLog(range);
    },
    getHealth: (_, { refresh }) => health.check({ refresh }),
  };
}

/** What people do to a run that there is. */
function createActs(
  options: OrchestratorOptions,
  getRun: (runId: string) => Promise<Run>,
  startAgain: Orchestrator['startRun'],
): Pick<
  Orchestrator,
  | 'cancelRun'
  | 'pauseRun'
  | 'resumeRun'
  | 'retryRun'
  | 'approveRun'
  | 'rejectRun'
  | 'runAgain'
> {
  const act = (make: (act: Act) => DecideAct): Orchestrator['cancelRun'] => {
    return ({ initiator: by }, runId, { reason }) =>
      actOn(options, runId, make({ by, reason }));
  };
  const answerWith = (
    given: 'approve' | 'reject',
  ): Orchestrator['approveRun'] => {
    return async ({ initiator: by, listRefs }, runId, { reason, step }) => {
      const refs = await listRefs();
      const told = { answer: given, step, refs };
      return actOn(options, runId, answer({ by, reason }, told));
    };
  };
  return {
    cancelRun: act(cancel),
    pauseRun: act(pause),
    resumeRun: act(resume),
    retryRun: ({ initiator: by }, runId, request) =>
      retryRun(options, runId, { by, ...request }),
    approveRun: answerWith('approve'),
    rejectRun: answerWith('reject'),
    async runAgain(caller, runId, { reason }) {
      const { flowId, input, environment, dryRun } = await getRun(runId);
      const request = { input, environment, dryRun, reason };
      return startAgain(caller, flowId, request);
    },
  };
}

/** A plan that was looked at is what is done, or nothing is. */
function requireSamePlan(plan: RunPlan, digest: string | undefined): void {
  if (digest === undefined || digest === plan.digest) return;
  throw new ConflictError(
    `The plan has changed since it was made: its digest is ${plan.digest} now, not ${digest}. Look at the new plan and start with its digest`,
  );
}

/** Keys of different callers never meet. */
function keyOf(
  { initiator }: Caller,
  { idempotencyKey }: StartRunRequest,
): string | undefined {
  return (
    idempotencyKey && `${initiator.kind}:${initiator.ref}:${idempotencyKey}`
  );
}

/** Writes what an act makes of the newest state, and lets the run's worker know. */
async function actOn(
  { store, notifier, dispatcher }: OrchestratorOptions,
  runId: string,
  decide: DecideAct,
): Promise<Run> {
  const { run, entries } = await store.appendUnclaimed(runId, decide);
  notifier.publish(runId, entries);
  await dispatcher.enqueue(runId);
  return run;
}

async function retryRun(
  options: OrchestratorOptions,
  runId: string,
  { by, reason, from }: Act & { from?: string },
): Promise<Run> {
  const flow = await options.store.getDefinition(runId);
  if (!flow) throw new NotFoundError(`There is no run ${runId}`);
  const note = await tellChange(options, runId, flow.id);
  return actOn(options, runId, retry({ by, reason }, { flow, from, note }));
}

async function tellChange(
  { store, flows }: OrchestratorOptions,
  runId: string,
  flowId: string,
): Promise<string | undefined> {
  const run = await store.get(runId);
  const { flows: known } = await flows.list();
  const present = known.find(({ flow }) => flow.id === flowId);
  if (present?.digest === run?.flowDigest) return undefined;
  return present
    ? 'The flow has changed since; the run goes on with the definition that it was made with'
    : 'The flow is gone; the run goes on with the definition that it was made with';
}

/** The default environment is the one of this installation. */
function summarize(
  { flow, kind, digest }: CatalogFlow,
  { environments }: OrchestratorOptions,
): FlowSummary {
  const { id, title, description, tags, risk } = flow;
  return {
    id,
    title,
    description,
    tags,
    risk,
    kind,
    digest,
    input: withDefaultEnvironment(flow.input, environments.fallback),
    steps: flow.steps.map(step => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      ...(step.if !== undefined && { if: step.if }),
      onFailure: step.onFailure,
    })),
    mayRun: true,
  };
}

function withDefaultEnvironment(
  schema: Record<string, unknown>,
  environment: string,
): Record<string, unknown> {
  const properties = schema.properties as
    Record<string, Record<string, unknown>> | undefined;
  if (!properties?.environment) return schema;
  return {
    ...schema,
    properties: {
      ...properties,
      environment: { ...properties.environment, default: environment },
    },
  };
}
