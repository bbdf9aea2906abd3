import {
  summarizeHealth,
  type OperationPlan,
  type PlatformHealth,
  type Recommendation,
  type ServiceHealth,
  type ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeTogether } from '../../health';
import type { ServiceDefinition, ServiceInventory } from '../../platform';
import type { Caller } from '../Caller';
import type { EnvironmentNames } from '../resolve/PlatformView';
import { holds, type Condition } from './condition';
import { operateService, readService } from './guards';
import {
  isWithin,
  type AccessDecision,
  type PermissionGate,
} from './PermissionGate';
import { notFound, refusalFor } from './refusals';
import { traitsOfService, type ServiceTrait } from './resources';

interface ServiceGate {
  gate: PermissionGate;
  environments: EnvironmentNames;
  inventory: Pick<ServiceInventory, 'list'>;
}

/**
 * The services that there are, each with whether a caller may see it; undefined
 * when they may see all of them.
 */
export type Visibility = ReadonlyMap<string, boolean> | undefined;

export function isSeen(visibility: Visibility, service: string): boolean {
  return !visibility || visibility.get(service) === true;
}

/**
 * Requires that a caller may see a service.
 *
 * @throws NotFoundError as if it were not there
 */
export function requireSeen(visibility: Visibility, service: string): void {
  if (visibility && !isSeen(visibility, service)) {
    throw notFound(`service ${service}`, visibility.has(service));
  }
}

/**
 * Tells which services of an environment a caller may see.
 *
 * @throws NotFoundError when nothing of the environment may be seen, as if it were not there
 */
export async function readVisibility(
  { gate, environments, inventory }: ServiceGate,
  caller: Caller,
  environment = environments.fallback,
): Promise<Visibility> {
  const condition = await gate.conditionOf(caller, readService);
  if (!condition) return undefined;
  const isThere = environments.known.includes(environment);
  const services = isThere ? await inventory.list(environment) : [];
  if (!isAnySeen(condition, environment, services)) {
    throw notFound(`environment ${environment}`, isThere);
  }
  return new Map(
    services.map(service => [
      service.name,
      holds(condition, traitsOfService(service)),
    ]),
  );
}

/** Lists the environments of which something may be seen under a condition; all of them without one. */
export async function listSeenEnvironments(
  { environments, inventory }: Omit<ServiceGate, 'gate'>,
  condition: Condition<ServiceTrait> | undefined,
): Promise<string[]> {
  const { known } = environments;
  if (!condition) return known;
  const isSeenIn = await Promise.all(
    known.map(async name =>
      isAnySeen(condition, name, await inventory.list(name)),
    ),
  );
  return known.filter((_, at) => isSeenIn[at]);
}

/**
 * Tells whether anything of an environment may be seen, if only that it has no
 * services.
 */
function isAnySeen(
  condition: Condition<ServiceTrait>,
  environment: string,
  services: ServiceDefinition[],
): boolean {
  return [{ name: '', environment }, ...services].some(service =>
    holds(condition, traitsOfService(service)),
  );
}

/** Adds to the state of a service whether the caller may operate it. */
export function withOperable(
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

/**
 * Leaves out the single services that may not be seen; the state of the whole
 * stays what it is.
 */
export function narrowHealth(
  health: PlatformHealth,
  visibility: Visibility,
): PlatformHealth {
  if (!visibility) return health;
  const services = health.services.filter(({ name }) =>
    isSeen(visibility, name),
  );
  const narrowed = { ...health, services };
  return {
    ...narrowed,
    ...(health.summary && { summary: summarizeHealth(narrowed) }),
    recommendations: health.recommendations.flatMap(one =>
      narrowRecommendation(one, services),
    ),
  };
}

/** Leaves out of what is recommended the services that are not among those seen. */
function narrowRecommendation(
  recommendation: Recommendation,
  seen: ServiceHealth[],
): Recommendation[] {
  const { service, services: about = [service], action } = recommendation;
  const told = about.flatMap(name => seen.find(one => one.name === name) ?? []);
  if (told.length === about.length) return [recommendation];
  if (told.length === 0) return [];
  const names = told.map(({ name }) => name);
  const touched = action?.services.filter(name => names.includes(name)) ?? [];
  const { services: _, action: __, ...rest } = recommendation;
  return [
    {
      ...rest,
      service: names[0],
      ...(names.length > 1 && { services: names }),
      text: describeTogether(
        told,
        touched.length > 0 ? action?.operation : undefined,
      ),
      ...(action &&
        touched.length > 0 && {
          action: { ...action, services: touched },
        }),
    },
  ];
}

/** Narrows each state of the platform as it comes. */
export async function* narrowEach(
  feed: AsyncGenerator<PlatformHealth>,
  visibility: Visibility,
): AsyncGenerator<PlatformHealth> {
  for await (const health of feed) yield narrowHealth(health, visibility);
}

/** Leaves out of a plan the services that the caller may not see. */
export function narrowPlan(
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
