import type {
  OperationPlan,
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller, Orchestrator } from '../Orchestrator';
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
      if (!isSeen(sight, name)) throw hide(`service ${name}`);
      const leave = await gate.leaveOf(caller, operateService);
      return tellOperable(
        await orchestrator.getService(caller, name, query),
        leave,
      );
    },
    async planOperation(caller, request) {
      const sight = await lookAt(guarded, caller, request.environment);
      const hidden = request.services?.find(name => !isSeen(sight, name));
      if (hidden) throw hide(`service ${hidden}`);
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
      if (!isSeen(sight, service)) throw hide(`service ${service}`);
      return orchestrator.getServiceHistory(caller, service, range);
    },
  };
}

/** The services that a caller may see, by name; undefined when all of them. */
type Sight = ReadonlySet<string> | undefined;

function isSeen(sight: Sight, service: string): boolean {
  return !sight || sight.has(service);
}

/** @throws NotFoundError when nothing of the environment may be seen, as if it were not there */
async function lookAt(
  { gate, environments, inventory }: Guarded,
  caller: Caller,
  environment = environments.fallback,
): Promise<Sight> {
  const condition = await gate.conditionOf(caller, readService);
  if (!condition) return undefined;
  const services = environments.known.includes(environment)
    ? await inventory.list(environment)
    : [];
  const seen = services.filter(service =>
    holds(condition, traitsOfService(service)),
  );
  // An environment without services may be seen to have none.
  const nothing = traitsOfService({ name: '', environment });
  if (seen.length === 0 && !holds(condition, nothing)) {
    throw hide(`environment ${environment}`);
  }
  return new Set(seen.map(({ name }) => name));
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
  return { ...state, mayOperate: false, mayNotOperateBecause: because };
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
