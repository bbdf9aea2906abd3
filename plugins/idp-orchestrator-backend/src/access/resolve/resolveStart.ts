import { NotFoundError } from '@backstage/errors';
import type {
  FlowDefinition,
  Initiator,
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRequest } from '../../engine/createNewRun';
import { requireFlow, type CatalogFlow } from '../../flows';
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
  concurrency?: FlowDefinition['concurrency'];
}

/** Who asks, as far as a run keeps it. */
export interface Asking {
  initiator: Initiator;
  /** The span that it comes from. */
  traceparent?: string;
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
    check(view, asking, wanted) {
      return check(view, asking, {
        ...wanted,
        catalogFlow: find(view, wanted),
      });
    },
    async resolve(view, asking, wanted) {
      const catalogFlow = find(view, wanted);
      return resolve(view, asking, { ...wanted, catalogFlow });
    },
  };
}

function find(view: PlatformView, { flowId, isTask }: WantedStart) {
  const catalogFlow = requireFlow(view.listing, flowId);
  if (!isTask || catalogFlow.kind === 'task') return catalogFlow;
  throw new NotFoundError(`${flowId} is a flow, not a script`);
}

type FoundStart = WantedStart & { catalogFlow: CatalogFlow };

function check(
  { environments }: PlatformView,
  { initiator, traceparent }: Asking,
  { catalogFlow, request }: FoundStart,
): RunRequest {
  const context = { environments, initiator, traceparent };
  return checkRunRequest(catalogFlow, request, context);
}

async function resolve(
  view: PlatformView,
  asking: Asking,
  wanted: FoundStart,
): Promise<ResolvedStart> {
  const { catalogFlow, request, concurrency } = wanted;
  const asked = check(view, asking, wanted);
  const { environment, input } = asked;
  const effects = await listEffects({ catalogFlow, environment, input }, view);
  const { dry_run: _, ...given } = request.input ?? {};
  return {
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
    ...(task.exclusive && { concurrency: ALONE }),
  };
}
