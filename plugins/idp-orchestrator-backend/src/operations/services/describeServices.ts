import {
  PLATFORM_OPERATIONS,
  titleOfRun,
  type Service,
  type ServiceChange,
  type ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { redactLink } from '../../addresses';
import type { ServiceDefinition } from '../../platform';
import type { LastTouch } from '../../ports';
import type { OperationParts } from '../OperationParts';

type DescribingParts = Pick<OperationParts, 'health' | 'store' | 'fixedReason'>;

/** Describes services as they are now, each with what changed it last. */
export async function describeServices(
  services: ServiceDefinition[],
  all: ServiceDefinition[],
  { health, store, fixedReason }: DescribingParts,
): Promise<ServiceState[]> {
  if (services.length === 0) return [];
  const [{ environment }] = services;
  const names = services.map(({ name }) => name);
  const [seen, changes] = await Promise.all([
    health.check({ environment, refresh: false, services: names }),
    store.listLastChanges(environment, names),
  ]);
  const states = new Map(seen.services.map(state => [state.name, state]));
  return services.flatMap(service => {
    const state = states.get(service.name);
    if (!state) return [];
    const change = changes.get(service.name);
    const because = fixedReason(service);
    return [
      {
        ...toService(service, all),
        health: state,
        ...(change && { lastChange: toChange(change) }),
        mayOperate: because === undefined,
        ...(because !== undefined && { notAllowedReason: because }),
      },
    ];
  });
}

function toService(
  {
    control,
    probes: _,
    settleMs: __,
    circle: ___,
    ...service
  }: ServiceDefinition,
  all: ServiceDefinition[],
): Service {
  const dependents = all.filter(({ dependsOn }) =>
    dependsOn.includes(service.name),
  );
  return {
    ...service,
    ...(service.url && { url: redactLink(service.url) }),
    control: control.kind,
    dependents: dependents.map(({ name }) => name),
  };
}

function toChange({ run, at, ...touch }: LastTouch): ServiceChange {
  const { operation } = run.input;
  return {
    runId: run.id,
    runTitle: titleOfRun(run),
    ...touch,
    operation:
      run.flowId === PLATFORM_OPERATIONS ? String(operation) : titleOfRun(run),
    by: run.initiator,
    at,
    status: run.status,
  };
}
