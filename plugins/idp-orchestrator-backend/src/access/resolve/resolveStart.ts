import { NotFoundError } from '@backstage/errors';
import type {
  Cause,
  FlowDefinition,
  Initiator,
  StartingTemplate,
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRequest } from '../../engine/createNewRun';
import { requireFlow, withOwnNames } from '../../flows';
import { checkRunRequest } from './checkRunRequest';
import { listEffects, riskOfStart } from './listEffects';
import { PlatformView, type PlatformViewOptions } from './PlatformView';
import type { ResolvedStart } from './ResolvedStart';
import { toRunRequest } from './toRunRequest';

/** A start as it is asked for, whatever door it comes through. */
export interface WantedStart {
  flowId: string;
  request: StartRunRequest;
  /** Only a script will do. */
  isTask?: boolean;
  /** The arguments of a script, which have no place in the input yet. */
  args?: Record<string, unknown>;
  concurrency?: FlowDefinition['concurrency'];
}

/** Who asks, as far as a run keeps it. */
export interface Asking {
  initiator: Initiator;
  /** The span that it comes from. */
  traceparent?: string;
  /** The software template that asks. */
  template?: StartingTemplate;
  /** What asks, where nobody does now. */
  cause?: Cause;
}

/** Reads requests to start something, and lists all that they would do. */
export interface StartResolver {
  /** One look at what there is, for one call. */
  open(): Promise<PlatformView>;
  /**
   * Checks and completes a request, without looking at what it would do.
   *
   * @throws InputError listing every problem, NotFoundError naming what there is
   */
  check(view: PlatformView, asking: Asking, wanted: WantedStart): RunRequest;
  /**
   * Reads a request by what was seen.
   *
   * @throws InputError listing every problem, NotFoundError naming what there is
   */
  resolve(
    view: PlatformView,
    asking: Asking,
    wanted: WantedStart,
  ): Promise<ResolvedStart>;
}

/**
 * Each start asks the flow catalog once, and the services only where it does
 * something to them.
 */
export function createStartResolver(
  options: PlatformViewOptions,
): StartResolver {
  return {
    open: () => PlatformView.open(options),
    check: (view, asking, wanted) => readStart(view, asking, wanted).asked,
    resolve,
  };
}

function find(view: PlatformView, { flowId, isTask }: WantedStart) {
  const catalogFlow = requireFlow(view.listing, flowId);
  if (!isTask || catalogFlow.kind === 'task') return catalogFlow;
  throw new NotFoundError(`${flowId} is a flow, not a script`);
}

/** Reads the other names that scripts have for their actions and parameters. */
function nameAsOwn(
  { flows, scripts }: PlatformView,
  { flowId, request }: WantedStart,
): StartRunRequest {
  const found = flows.get(flowId);
  const { input } = request;
  // What is wrong with one that is no object is told where it is checked.
  if (!found || typeof input !== 'object' || input === null) return request;
  return { ...request, input: withOwnNames(found, scripts.get(flowId), input) };
}

/** A request that was checked and completed, without what it would do. */
export type ReadStart = Pick<ResolvedStart, 'view' | 'catalogFlow' | 'asked'>;

/**
 * Checks and completes a request, for who needs not know what it would do.
 *
 * @throws InputError listing every problem, NotFoundError naming what there is
 */
export function readStart(
  view: PlatformView,
  { initiator, traceparent, template, cause }: Asking,
  wanted: WantedStart,
): ReadStart {
  const catalogFlow = find(view, wanted);
  const context = { view, initiator, traceparent, template, cause };
  const request = nameAsOwn(view, wanted);
  const asked = checkRunRequest(catalogFlow, request, context);
  return { view, catalogFlow, asked };
}

async function resolve(
  view: PlatformView,
  asking: Asking,
  wanted: WantedStart,
): Promise<ResolvedStart> {
  const { concurrency } = wanted;
  const request = nameAsOwn(view, wanted);
  const { catalogFlow, asked } = readStart(view, asking, {
    ...wanted,
    request,
  });
  const { environment, input } = asked;
  const effects = await listEffects({ catalogFlow, environment, input }, view);
  const { dry_run: _, ...given } = request.input ?? {};
  return {
    view,
    catalogFlow,
    asked,
    effects,
    risk: riskOfStart(catalogFlow, effects),
    given,
    propose: request.propose === true,
    planDigest: request.planDigest,
    idempotencyKey: request.idempotencyKey,
    concurrency,
  };
}

/** What an exclusive run of a script holds while it is under way. */
const ALONE: FlowDefinition['concurrency'] = {
  key: '${{ flow.id }}, exclusive, in ${{ environment.name }}',
  onConflict: 'reject',
};

/** A task is a start of the flow that stands for its script. */
export function toWantedStart(task: StartTaskRequest): WantedStart {
  return {
    flowId: task.script,
    request: toRunRequest(task),
    isTask: true,
    args: task.args,
    ...(task.exclusive && { concurrency: ALONE }),
  };
}
