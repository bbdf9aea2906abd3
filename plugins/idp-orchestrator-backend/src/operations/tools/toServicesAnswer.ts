import type {
  PlatformHealth,
  Recommendation,
  ServiceHealth,
  ServiceProblem,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ToolCall } from '../../access/agents/toolCalls';

/** Tells an agent of services in short: how each is, and whether it may be operated. */
export function toServicesAnswer({
  items,
  problems,
}: {
  items: ServiceState[];
  problems: ServiceProblem[];
}): object {
  return {
    items: items.map(tellService),
    ...(problems.length > 0 && { problems }),
  };
}

function tellService(service: ServiceState) {
  const { dependsOn, mayOperate, notAllowedReason, health } = service;
  return {
    ...tellState(health),
    name: service.name,
    ...(dependsOn.length > 0 && { dependsOn }),
    mayOperate,
    ...(notAllowedReason && { notAllowedReason }),
  };
}

/** Tells an agent how the platform is: what is wrong with which service, and what may help. */
export function tellHealth(health: PlatformHealth): object {
  const { services, recommendations, ...rest } = health;
  return {
    ...rest,
    services: services.map(tellState),
    recommendations: recommendations.map(({ text }) => text),
    nextActions: recommendations.flatMap(one => callOf(one, health)),
  };
}

function tellState(health: ServiceHealth) {
  const { name, title, status, reason, url, waitsFor, critical } = health;
  const { since, wanted, pending, needsAttention } = health;
  return {
    ...{ name, title, status },
    ...(since && { since }),
    ...(needsAttention !== undefined && { needsAttention }),
    ...(pending && { pending }),
    ...(wanted?.state === 'stopped' && { wanted }),
    ...(reason && { reason }),
    ...(waitsFor?.length && { waitsFor }),
    ...(critical && { critical }),
    ...(url && { url }),
  };
}

/** Those that are done have to be tried out first, so a dry run is next. */
function callOf(
  { action }: Recommendation,
  { environment }: PlatformHealth,
): ToolCall[] {
  if (!action) return [];
  const input = { ...action, ...(environment && { environment }) };
  return [{ action: 'operate-services', input: { ...input, dryRun: true } }];
}
