import type {
  OperationPlan,
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { holds } from './condition';
import { operateService, readService } from './guards';
import { isWithin, type AccessDecision } from './PermissionGate';
import { notFound, refusalFor } from './refusals';
import { traitsOfService, type ServiceTrait } from './resources';

type ServiceUse =
  | 'listServices'
  | 'getService'
  | 'planOperation'
  | 'getHealth'
  | 'watchHealth'
  | 'getServiceHistory';

export function authorizeServices(
  guarded: Guarded,
): Pick<Orchestrator, ServiceUse> {
  const { orchestrator, gate } = guarded;
  return {
    async listServices(caller, query) {
      const visibility = await visibilityIn(guarded, caller, query.environment);
      const decision = await gate.decisionOf(caller, operateService);
      const { items, problems } = await orchestrator.listServices(
        caller,
        query,
      );
      return {
        items: items
          .filter(({ name }) => isSeen(visibility, name))
          .map(state => tellOperable(state, decision)),
        problems: visibility ? [] : problems,
      };
    },
    async getService(caller, name, query) {
      const visibility = await visibilityIn(guarded, caller, query.environment);
      requireSeen(visibility, name);
      const decision = await gate.decisionOf(caller, operateService);
      return tellOperable(
        await orchestrator.getService(caller, name, query),
        decision,
      );
    },
    async planOperation(caller, request) {
      const visibility = await visibilityIn(
        guarded,
        caller,
        request.environment,
      );
      request.services?.forEach(name => requireSeen(visibility, name));
      const plan = await orchestrator.planOperation(caller, request);
      return narrowPlan(plan, visibility);
    },
    async getHealth(caller, options) {
      const visibility = await visibilityIn(
        guarded,
        caller,
        options.environment,
      );
      return narrow(await orchestrator.getHealth(caller, options), visibility);
    },
    async watchHealth(caller, watch) {
      const visibility = await visibilityIn(guarded, caller, watch.environment);
      const feed = await orchestrator.watchHealth(caller, watch);
      return narrowEach(feed, visibility);
    },
    async getServiceHistory(caller, service, range) {
      const visibility = await visibilityIn(guarded, caller, range.environment);
      requireSeen(visibility, service);
      return orchestrator.getServiceHistory(caller, service, range);
    },
  };
}

/** Whether a caller may see each service that there is; undefined when all of them. */
type Visibility = ReadonlyMap<string, boolean> | undefined;

function isSeen(visibility: Visibility, service: string): boolean {
  return !visibility || visibility.get(service) === true;
}

function requireSeen(visibility: Visibility, service: string): void {
  if (visibility && !isSeen(visibility, service)) {
    throw notFound(`service ${service}`, visibility.has(service));
  }
}

/** @throws NotFoundError when nothing of the environment may be seen, as if it were not there */
async function visibilityIn(
  { gate, environments, inventory }: Guarded,
  caller: Caller,
  environment = environments.fallback,
): Promise<Visibility> {
  const condition = await gate.conditionOf(caller, readService);
  if (!condition) return undefined;
  const isThere = environments.known.includes(environment);
  const services = isThere ? await inventory.list(environment) : [];
  const visibility = new Map(
    services.map(service => [
      service.name,
      holds(condition, traitsOfService(service)),
    ]),
  );
  // An environment without services may be seen to have none.
  const isOpen =
    [...visibility.values()].includes(true) ||
    holds(condition, traitsOfService({ name: '', environment }));
  if (!isOpen) throw notFound(`environment ${environment}`, isThere);
  return visibility;
}

function tellOperable(
  state: ServiceState,
  decision: AccessDecision<ServiceTrait>,
): ServiceState {
  if (!state.mayOperate || isWithin(decision, traitsOfService(state))) {
    return state;
  }
  const { title, environment } = state;
  const on =
    decision.kind === 'where' ? `${title} in ${environment}` : undefined;
  const because = refusalFor(operateService.permission, on);
  return { ...state, mayOperate: false, notAllowedReason: because };
}

/** The state of the whole stays what it is; of single services only those that may be seen are told. */
function narrow(
  health: PlatformHealth,
  visibility: Visibility,
): PlatformHealth {
  if (!visibility) return health;
  return {
    ...health,
    services: health.services.filter(({ name }) => isSeen(visibility, name)),
    recommendations: health.recommendations.filter(({ service }) =>
      isSeen(visibility, service),
    ),
  };
}

async function* narrowEach(
  feed: AsyncGenerator<PlatformHealth>,
  visibility: Visibility,
): AsyncGenerator<PlatformHealth> {
  for await (const health of feed) yield narrow(health, visibility);
}

function narrowPlan(
  plan: OperationPlan,
  visibility: Visibility,
): OperationPlan {
  if (!visibility) return plan;
  return {
    ...plan,
    waves: plan.waves.map(wave => ({
      ...wave,
      services: wave.services.filter(({ name }) => isSeen(visibility, name)),
    })),
    blastRadius: plan.blastRadius.filter(({ name }) =>
      isSeen(visibility, name),
    ),
  };
}
