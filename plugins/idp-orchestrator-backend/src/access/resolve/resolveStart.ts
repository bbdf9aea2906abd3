import { NotFoundError } from '@backstage/errors';
import type {
  FlowDefinition,
  Initiator,
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
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
    async resolve(view, asking, wanted) {
      const catalogFlow = requireFlow(view.listing, wanted.flowId);
      if (wanted.isTask && catalogFlow.kind !== 'task') {
        throw new NotFoundError(`${wanted.flowId} is a flow, not a script`);
      }
      return resolve(view, asking, { ...wanted, catalogFlow });
    },
  };
}

async function resolve(
  view: PlatformView,
  asking: Asking,
  {
    catalogFlow,
    request,
    concurrency,
  }: WantedStart & { catalogFlow: CatalogFlow },
): Promise<ResolvedStart> {
  const { environments } = view;
  const { initiator, traceparent } = asking;
  const asked = checkRunRequest(catalogFlow, request, {
    environments,
    initiator,
    traceparent,
  });
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
