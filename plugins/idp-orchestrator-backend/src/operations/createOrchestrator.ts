import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  PLATFORM_OPERATIONS,
  principalOf,
  type FlowDefinition,
  type FlowSummary,
  type RunPlan,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CatalogFlow } from '../flows';
import { createAllowedActions } from './createAllowedActions';
import { createActs } from './createActs';
import { createAuditViews, type AuditViewsOptions } from './createAuditViews';
import { createDeliveryUses, type DeliveryOptions } from './createDeliveryUses';
import {
  createHealthViews,
  type HealthViewsOptions,
} from './createHealthViews';
import { createRunViews } from './createRunViews';
import {
  createServiceViews,
  type ServiceViewsOptions,
} from './createServiceViews';
import { findOperated } from '../access/resolve/operatedServices';
import type { Caller, Orchestrator } from './Orchestrator';
import { propose } from './propose';
import { readRunRequest } from '../access/resolve/readRunRequest';
import { SecretInputs, type SecretInputsOptions } from './SecretInputs';
import type { RunFeeds } from './RunFeeds';
import { createStatsView, type StatsViewOptions } from './createStatsView';
import {
  createRunContextView,
  type RunContextViewOptions,
} from './createRunContextView';
import { toRunRequest } from '../access/resolve/toRunRequest';
import { planRun, startRun, type RunStarter } from './startRun';

export interface OrchestratorOptions
  extends
    RunStarter,
    Omit<HealthViewsOptions, 'inventory'>,
    Omit<ServiceViewsOptions, 'store'>,
    AuditViewsOptions,
    DeliveryOptions,
    StatsViewOptions,
    RunContextViewOptions,
    Pick<SecretInputsOptions, 'createMask'> {
  feeds: RunFeeds;
}

/** What is asked for, and what the run holds while it is under way if not what its flow says. */
interface Start {
  request: StartRunRequest;
  concurrency?: FlowDefinition['concurrency'];
}

/** The use cases as they are, without asking who may. */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { flows } = options;
  const secretInputs = new SecretInputs(options);
  const shown = { ...options, secretInputs };

  const start = async (
    caller: Caller,
    flowId: string,
    { request, concurrency }: Start,
  ) => {
    const flow = await flows.get(flowId);
    const wanted = await readRunRequest(flow, request, {
      ...options,
      ...caller,
    });
    // What was looked at holds the answers of scripts, so they are asked again.
    const ask = request.planDigest !== undefined;
    const plan = await planRun(options, wanted, { ask });
    requireSamePlan(plan, request.planDigest);
    const asked = request.propose ? propose(wanted) : wanted;
    const key = keyOf(caller, request);
    return startRun(options, {
      asked: { ...asked, concurrency },
      plan: secretInputs.hideInPlan(plan, wanted),
      key,
    });
  };

  const startRunOf: Orchestrator['startRun'] = (caller, flowId, request) =>
    start(caller, flowId, { request });

  return {
    startRun: startRunOf,
    async listFlows() {
      const { flows: found, problems } = await flows.list();
      const items = found.map(flow => summarize(flow, options));
      return { items: await Promise.all(items), problems };
    },
    async getFlow(_, flowId) {
      return summarize(await flows.get(flowId), options);
    },
    async planRun(caller, flowId, request) {
      const flow = await flows.get(flowId);
      const asked = await readRunRequest(flow, request, {
        ...options,
        ...caller,
      });
      const plan = await planRun(options, asked, { ask: true });
      return secretInputs.hideInPlan(plan, asked);
    },
    async startTask(caller, task) {
      const { kind } = await flows.get(task.script);
      if (kind !== 'task') {
        throw new NotFoundError(`${task.script} is a flow, not a script`);
      }
      const concurrency = task.exclusive ? ALONE : undefined;
      const request = toRunRequest(task);
      return start(caller, task.script, { request, concurrency });
    },
    ...createRunViews(shown),
    ...createStatsView(options),
    ...createRunContextView(options),
    ...createActs(shown, startRunOf),
    allowedActions: createAllowedActions(options),
    ...createHealthViews(options),
    ...createServiceViews(options),
    ...createAuditViews(options),
    ...createDeliveryUses(options),
  };
}

/** What an exclusive run of a script holds while it is under way. */
const ALONE: FlowDefinition['concurrency'] = {
  key: '${{ flow.id }}, exclusive, in ${{ environment.name }}',
  onConflict: 'reject',
};

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
  if (!idempotencyKey) return undefined;
  const { kind, ref } = initiator;
  const caller = kind === 'agent' ? `${ref}:${principalOf(initiator)}` : ref;
  return `${kind}:${caller}:${idempotencyKey}`;
}

/** The default environment is the one of this installation. */
async function summarize(
  { flow, kind, digest }: CatalogFlow,
  { environments, flows }: OrchestratorOptions,
): Promise<FlowSummary> {
  const { fallback: environment } = environments;
  const operated = await findOperated({ flow, environment, input: {} }, flows);
  const operatesServices =
    flow.id === PLATFORM_OPERATIONS ||
    operated.some(({ act }) => act === 'operate');
  const { id, title, description, tags, risk, owner, manualTime } = flow;
  return {
    id,
    title,
    description,
    tags,
    risk,
    ...(owner && { owner }),
    ...(manualTime && { manualTime }),
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
      ...(step.finally && { finally: true }),
    })),
    ...(operatesServices && { operatesServices }),
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
