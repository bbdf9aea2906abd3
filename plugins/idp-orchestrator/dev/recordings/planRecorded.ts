import type {
  OperateServicesRequest,
  OperationPlan,
  OperationWave,
  PlannedService,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What an operation would do with these services: waves, what else it touches, a refusal. */
export function planRecorded(
  services: ServiceState[],
  request: OperateServicesRequest,
  environment: string,
): OperationPlan {
  const { operation } = request;
  const names = request.services?.length
    ? request.services
    : services.map(({ name }) => name);
  const operated = services.filter(({ name }) => names.includes(name));
  const blastRadius =
    operation === 'start' ? [] : listTouched(services, new Set(names));
  const broken = blastRadius.filter(({ critical }) => critical);
  return {
    operation,
    environment,
    waves: listWaves(operated, operation),
    blastRadius,
    digest: '0'.repeat(64),
    ...(operation === 'stop' &&
      broken.length > 0 &&
      !request.force && {
        refusal: `Stopping this breaks ${broken
          .map(({ title }) => title)
          .join(', ')}, which is critical. Use force with a reason.`,
      }),
  };
}

function listWaves(
  operated: ServiceState[],
  operation: OperationPlan['operation'],
): OperationWave[] {
  const levels: ServiceState[][] = [];
  const depth = (service: ServiceState): number =>
    Math.max(
      0,
      ...operated
        .filter(({ name }) => service.dependsOn.includes(name))
        .map(needed => depth(needed) + 1),
    );
  for (const service of operated) (levels[depth(service)] ??= []).push(service);
  const act = actOf(operation);
  const inOrder = act === 'stop' ? [...levels].reverse() : levels;
  return inOrder.map((wave, index) => ({
    number: index + 1,
    act,
    services: wave.map(service => planService(service, act)),
  }));
}

function actOf(operation: OperationPlan['operation']): OperationWave['act'] {
  return operation === 'status' || operation === 'health' ? 'look' : operation;
}

function planService(
  { name, title, health }: ServiceState,
  act: OperationWave['act'],
): PlannedService {
  const nothingToDo =
    (act === 'start' && health.status === 'healthy') ||
    (act === 'stop' && health.status === 'down');
  return {
    name,
    title,
    status: health.status,
    reason: health.reason,
    nothingToDo,
    text: nothingToDo
      ? `${title} is ${act === 'stop' ? 'stopped' : 'running'} already`
      : `would ${act} ${title}`,
  };
}

function listTouched(
  services: ServiceState[],
  operated: ReadonlySet<string>,
): OperationPlan['blastRadius'] {
  const touched = new Map<string, string[]>();
  const visit = (name: string, because: string) => {
    for (const service of services) {
      if (!service.dependsOn.includes(name) || operated.has(service.name)) {
        continue;
      }
      const known = touched.get(service.name) ?? [];
      if (known.includes(because)) continue;
      touched.set(service.name, [...known, because]);
      visit(service.name, because);
    }
  };
  operated.forEach(name => visit(name, name));
  return services
    .filter(({ name }) => touched.has(name))
    .map(({ name, title, critical, health }) => ({
      name,
      title,
      critical,
      status: health.status,
      because: touched.get(name)!,
    }));
}
