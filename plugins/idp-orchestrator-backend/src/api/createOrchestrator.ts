import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isRunFinished,
  type FlowSummary,
  type RunPlan,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AnyStepType } from '../engine/EngineStepContext';
import { createNewRun, type RunRequest } from '../engine/createNewRun';
import { planSteps } from '../engine/planSteps';
import type { RunNotifier } from '../engine';
import {
  digestOf,
  nameNearest,
  type CatalogFlow,
  type FlowCatalog,
} from '../flows';
import type { PlatformHealthService } from '../health';
import type { Clock, Dispatcher, RunStore } from '../ports';
import { badInput } from './badInput';
import type { Caller, Orchestrator } from './Orchestrator';
import { readRunRequest, type EnvironmentNames } from './readRunRequest';
import type { RunFeeds } from './RunFeeds';

export interface OrchestratorOptions {
  flows: FlowCatalog;
  stepTypes: ReadonlyMap<string, AnyStepType>;
  environments: EnvironmentNames;
  store: RunStore;
  dispatcher: Pick<Dispatcher, 'enqueue'>;
  notifier: RunNotifier;
  feeds: RunFeeds;
  health: PlatformHealthService;
  clock: Clock;
  /** Where people see a run, without its id. */
  runsUrl: string;
}

/** The use cases as they are, without asking who may. */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { flows, store, feeds, health } = options;

  const getRun = async (runId: string) => {
    const run = await store.get(runId);
    if (!run) throw new NotFoundError(`There is no run ${runId}`);
    return run;
  };

  const startRun = async (
    caller: Caller,
    flowId: string,
    request: StartRunRequest,
  ) => {
    const flow = await flows.get(flowId);
    const asked = readRunRequest(flow, request, { ...options, ...caller });
    const plan = await planRun(options, asked);
    return start(options, { asked, plan, key: keyOf(caller, request) });
  };

  return {
    startRun,
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
      return planRun(options, asked);
    },
    async startTask(caller, { script, action, args, ...request }) {
      const { kind } = await flows.get(script);
      if (kind !== 'task') {
        throw new NotFoundError(`${script} is a flow, not a script`);
      }
      const input = { ...args, ...(action !== undefined && { action }) };
      return startRun(caller, script, { ...request, input });
    },
    listRuns: (_, filter, page) => store.list(filter, page),
    getRun: (_, runId) => getRun(runId),
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
    cancelRun: (caller, runId, { reason }) =>
      cancelRun(options, runId, { by: caller.initiator, reason }),
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

async function planRun(
  { stepTypes }: OrchestratorOptions,
  asked: RunRequest,
): Promise<RunPlan> {
  const { steps, problems } = await planSteps(asked, stepTypes);
  if (problems.length > 0) {
    throw badInput(
      `The run of flow ${asked.flow.id}`,
      problems.map(({ stepId, cause }) => ({
        path: `steps.${stepId}`,
        expected: 'a step that can be started',
        got: cause.message,
      })),
    );
  }
  const { input, environment, flowDigest } = asked;
  return {
    flowId: asked.flow.id,
    environment,
    input,
    steps,
    digest: digestOf({ flowDigest, environment, input, steps }),
  };
}

async function start(
  { store, dispatcher, clock, runsUrl }: OrchestratorOptions,
  request: { asked: RunRequest; plan: RunPlan; key?: string },
) {
  const { run, created } = await store.create({
    run: createNewRun(request.asked, clock.now()),
    definition: request.asked.flow,
    idempotencyKey: request.key,
  });
  if (created) await dispatcher.enqueue(run.id);
  return {
    id: run.id,
    url: `${runsUrl}/${run.id}`,
    created,
    ...(run.dryRun && { plan: request.plan }),
  };
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

async function cancelRun(
  { store, notifier, dispatcher }: OrchestratorOptions,
  runId: string,
  cancel: { by: Caller['initiator']; reason: string },
) {
  const { run, entries } = await store.appendUnclaimed(runId, present => {
    if (isRunFinished(present)) {
      throw new ConflictError(
        `Run ${runId} cannot be cancelled: it is ${present.status} since ${present.finishedAt}`,
      );
    }
    if (present.cancellation) return [];
    return [{ type: 'run.cancelRequested', ...cancel }];
  });
  notifier.publish(runId, entries);
  await dispatcher.enqueue(runId);
  return run;
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
