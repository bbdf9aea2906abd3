import { NotFoundError } from '@backstage/errors';
import {
  operateServicesRequestSchema,
  PLATFORM_OPERATIONS,
  type OperationPlan,
  type OperationWave,
  type Run,
  type Service,
  type ServiceChange,
  type ServiceHealth,
  type ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { nameNearest } from '../problems/nameNearest';
import type { PlatformHealthService } from '../health';
import {
  decideOperation,
  decideRefusal,
  type DecidedOperation,
  type PlatformServices,
  type ServiceDefinition,
} from '../platform';
import type { RunStore } from '../ports';
import { describeAct } from '../steps';
import type { z } from 'zod';
import { readChecked } from '../problems/badInput';
import type { Orchestrator } from './Orchestrator';
import type { EnvironmentNames } from '../access/resolve/readRunRequest';

export interface ServiceViewsOptions {
  inventory: Pick<PlatformServices, 'list' | 'listProblems'>;
  health: PlatformHealthService;
  store: Pick<RunStore, 'listLastChanges'>;
  environments: EnvironmentNames;
  /** Why a service cannot be started or stopped, if it cannot. */
  whyFixed(service: ServiceDefinition): string | undefined;
}

type ServiceUse = 'listServices' | 'getService' | 'planOperation';

/** What there is to see of services, and what an operation of them would do. */
export function createServiceViews(
  options: ServiceViewsOptions,
): Pick<Orchestrator, ServiceUse> {
  const { inventory, environments, health } = options;
  const { fallback } = environments;
  return {
    async listServices(_, { environment = fallback }) {
      const all = await inventory.list(environment);
      return {
        items: await tellStates(all, all, options),
        problems: await inventory.listProblems(environment),
      };
    },
    async getService(_, name, { environment = fallback }) {
      const all = await inventory.list(environment);
      const found = all.filter(service => service.name === name);
      const [state] = await tellStates(found, all, options);
      if (state) return state;
      const names = all.map(service => service.name);
      throw new NotFoundError(
        `There is no service ${name} in ${environment}. ${nameNearest(name, names)}`,
      );
    },
    async planOperation(_, given) {
      const request = readChecked(
        operateServicesRequestSchema,
        given,
        'The request',
      );
      const { operation, environment = fallback } = request;
      const all = await inventory.list(environment);
      const context = { ...options, environment, all };
      const decided = decideOperation(request, context);
      const seen = await health.check({ environment, refresh: false });
      const { services: states } = seen;
      return {
        operation,
        environment,
        waves: tellWaves(decided, states),
        blastRadius: tellBlastRadius(decided, all, states),
        ...tellRefusal(request, decided, { all, states }),
      };
    },
  };
}

async function tellStates(
  services: ServiceDefinition[],
  all: ServiceDefinition[],
  { health, store, whyFixed }: ServiceViewsOptions,
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
    const because = whyFixed(service);
    return [
      {
        ...toService(service, all),
        health: state,
        ...(change && { lastChange: tellChange(change) }),
        mayOperate: because === undefined,
        ...(because !== undefined && { notAllowedReason: because }),
      },
    ];
  });
}

function toService(
  { control, probes: _, settleMs: __, ...service }: ServiceDefinition,
  all: ServiceDefinition[],
): Service {
  const dependents = all.filter(({ dependsOn }) =>
    dependsOn.includes(service.name),
  );
  return {
    ...service,
    control: control.kind,
    dependents: dependents.map(({ name }) => name),
  };
}

function tellChange(run: Run): ServiceChange {
  const { operation } = run.input;
  return {
    runId: run.id,
    operation:
      run.flowId === PLATFORM_OPERATIONS ? String(operation) : run.flowTitle,
    by: run.initiator,
    at: run.createdAt,
    status: run.status,
  };
}

function tellWaves(
  { services, waves }: DecidedOperation,
  states: ServiceHealth[],
): OperationWave[] {
  const stopped = new Set<string>();
  return waves.map((wave, index) => {
    const acts = new Set(wave.map(({ act }) => act));
    const told = wave.flatMap(({ name, act }) => {
      const title = services.find(one => one.name === name)?.title ?? name;
      const health = states.find(state => state.name === name);
      if (!health) return [];
      const { status, reason } = health;
      const again = act === 'start' && stopped.has(name);
      const described =
        act === 'look'
          ? { nothingToDo: false, text: `Would tell how ${title} is.` }
          : describeAct({ title, act, again }, health);
      if (act === 'stop') stopped.add(name);
      return [{ name, title, status, reason, ...described }];
    });
    // Those of a cluster are restarted where others are started.
    const [act] = acts.size === 1 ? acts : ['restart' as const];
    return { number: index + 1, act, services: told };
  });
}

function tellBlastRadius(
  { blastRadius }: DecidedOperation,
  all: ServiceDefinition[],
  states: ServiceHealth[],
): OperationPlan['blastRadius'] {
  return blastRadius.flatMap(({ name, because }) => {
    const service = all.find(one => one.name === name);
    const state = states.find(one => one.name === name);
    if (!service || !state) return [];
    const { title, critical } = service;
    return [{ name, title, critical, status: state.status, because }];
  });
}

function tellRefusal(
  {
    operation,
    force,
    reason,
  }: Pick<
    z.infer<typeof operateServicesRequestSchema>,
    'operation' | 'force' | 'reason'
  >,
  decided: DecidedOperation,
  known: { all: ServiceDefinition[]; states: ServiceHealth[] },
): Pick<OperationPlan, 'refusal'> {
  const refusal = decideRefusal(operation, decided, known);
  if (!refusal || (force && reason?.trim())) return {};
  return { refusal: force ? 'Say why force is used' : refusal };
}
