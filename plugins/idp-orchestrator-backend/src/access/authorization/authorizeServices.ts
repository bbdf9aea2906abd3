import type {
  OperationPlan,
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller, Orchestrator } from '../../operations/Orchestrator';
import type { Guarded } from './AuthorizeOptions';
import { holds } from './condition';
import { operateService, readService } from './guards';
import { isWithin, type Leave } from './PermissionGate';
import { hide, refusalFor } from './refusals';
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
      const sight = await lookAt(guarded, caller, query.environment);
      const leave = await gate.leaveOf(caller, operateService);
      const { items, problems } = await orchestrator.listServices(
        caller,
        query,
      );
      return {
        items: items
          .filter(({ name }) => isSeen(sight, name))
          .map(state => tellOperable(state, leave)),
        problems: sight ? [] : problems,
      };
    },
    async getService(caller, name, query) {
      const sight = await lookAt(guarded, caller, query.environment);
      requireSeen(sight, name);
      const leave = await gate.leaveOf(caller, operateService);
      return tellOperable(
        await orchestrator.getService(caller, name, query),
        leave,
      );
    },
    async planOperation(caller, request) {
      const sight = await lookAt(guarded, caller, request.environment);
      request.services?.forEach(name => requireSeen(sight, name));
      const plan = await orchestrator.planOperation(caller, request);
      return narrowPlan(plan, sight);
    },
    async getHealth(caller, options) {
      const sight = await lookAt(guarded, caller, options.environment);
      return narrow(await orchestrator.getHealth(caller, options), sight);
    },
    async watchHealth(caller, watch) {
      const sight = await lookAt(guarded, caller, watch.environment);
      const feed = await orchestrator.watchHealth(caller, watch);
      return narrowEach(feed, sight);
    },
    async getServiceHistory(caller, service, range) {
      const sight = await lookAt(guarded, caller, range.environment);
      requireSeen(sight, service);
      return orchestrator.getServiceHistory(caller, service, range);
    },
  };
}

/** Whether a caller may see each service that there is; undefined when all of them. */
type Sight = ReadonlyMap<string, boolean> | undefined;

function isSeen(sight: Sight, service: string): boolean {
  return !sight || sight.get(service) === true;
}

function requireSeen(sight: Sight, service: string): void {
  if (sight && !isSeen(sight, service)) {
    throw hide(`service ${service}`, sight.has(service));
  }
}

/** @throws NotFoundError when nothing of the environment may be seen, as if it were not there */
async function lookAt(
  { gate, environments, inventory }: Guarded,
  caller: Caller,
  environment = environments.fallback,
): Promise<Sight> {
  const condition = await gate.conditionOf(caller, readService);
  if (!condition) return undefined;
  const isThere = environments.known.includes(environment);
  const services = isThere ? await inventory.list(environment) : [];
  const sight = new Map(
    services.map(service => [
      service.name,
      holds(condition, traitsOfService(service)),
    ]),
  );
  // An environment without services may be seen to have none.
  const isOpen =
    [...sight.values()].includes(true) ||
    holds(condition, traitsOfService({ name: '', environment }));
  if (!isOpen) throw hide(`environment ${environment}`, isThere);
  return sight;
}

function tellOperable(
  state: ServiceState,
  leave: Leave<ServiceTrait>,
): ServiceState {
  if (!state.mayOperate || isWithin(leave, traitsOfService(state))) {
    return state;
  }
  const { title, environment } = state;
  const on = leave.kind === 'where' ? `${title} in ${environment}` : undefined;
  const because = refusalFor(operateService.permission, on);
  return { ...state, mayOperate: false, notAllowedReason: because };
}

/** The state of the whole stays what it is; of single services only those that may be seen are told. */
function narrow(health: PlatformHealth, sight: Sight): PlatformHealth {
  if (!sight) return health;
  return {
    ...health,
    services: health.services.filter(({ name }) => isSeen(sight, name)),
    recommendations: health.recommendations.filter(({ service }) =>
      isSeen(sight, service),
    ),
  };
}

async function* narrowEach(
  feed: AsyncGenerator<PlatformHealth>,
  sight: Sight,
): AsyncGenerator<PlatformHealth> {
  for await (const health of feed) yield narrow(health, sight);
}

function narrowPlan(plan: OperationPlan, sight: Sight): OperationPlan {
  if (!sight) return plan;
  return {
    ...plan,
    waves: plan.waves.map(wave => ({
      ...wave,
      services: wave.services.filter(({ name }) => isSeen(sight, name)),
    })),
    blastRadius: plan.blastRadius.filter(({ name }) => isSeen(sight, name)),
  };
}
