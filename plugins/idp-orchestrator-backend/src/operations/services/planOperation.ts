import {
  CONTRACTS,
  operateServicesRequestSchema,
  PLATFORM_OPERATIONS,
  toOperationRun,
  type OperationPlan,
  type OperationWave,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import {
  narrowPlan,
  readVisibility,
  requireSeen,
} from '../../access/authorization/serviceVisibility';
import type { Caller } from '../../access/Caller';
import {
  decideOperation,
  decideRefusal,
  namesMeant,
  requireSensibleEnd,
  type DecidedOperation,
  type ServiceDefinition,
} from '../../platform';
import { digestOf } from '../../flows';
import { readChecked } from '../../problems/badInput';
import { describeAct } from '../../steps';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

type Request = z.output<typeof operateServicesRequestSchema>;

/**
 * Tells waves, present states and who else would notice, and changes nothing.
 * It is started as a run of the flow `platform-operations` (see `toOperationRun`).
 */
export const planOperation = defineOperation(CONTRACTS.planOperation, {
  audit: {
    records: 'refusals',
    action: 'service.read',
    about: ({ input: { request } }) => ({ environment: request.environment }),
  },
  async permit(parts, { caller, input: { request } }) {
    const { environment } = request;
    const visibility = await readVisibility(parts, caller, environment);
    const services = await readNames(parts, request);
    services.forEach(name => requireSeen(visibility, name));
    return { visibility, services };
  },
  async run(parts, { caller, input, permitted }) {
    const { visibility, services } = permitted;
    const request = readChecked(
      operateServicesRequestSchema,
      { ...input.request, services },
      'The request',
    );
    const plan = await makePlan(parts, request);
    if (caller.initiator.kind === 'agent')
      await noteLook(parts, caller, request);
    return narrowPlan(plan, visibility);
  },
});

/** Reads which services are meant, whichever of their names is used. */
async function readNames(
  { inventory, environments }: OperationParts,
  request: z.input<typeof operateServicesRequestSchema>,
): Promise<string[]> {
  const { environment = environments.fallback, services = [] } = request;
  return namesMeant(services, await inventory.list(environment));
}

async function makePlan(
  { inventory, environments, health, fixedReason, clock }: OperationParts,
  request: Request,
): Promise<OperationPlan> {
  const { operation, environment = environments.fallback } = request;
  requireSensibleEnd(request, clock.now());
  const all = await inventory.list(environment);
  const decided = decideOperation(request, { environment, all, fixedReason });
  const seen = await health.check({ environment, refresh: false });
  const { services: states } = seen;
  return {
    operation,
    environment,
    waves: describeWaves(decided, states),
    blastRadius: describeBlastRadius(decided, all, states),
    ...describeRefusal(request, decided, { all, states }),
    digest: digestOfOperation(request, decided),
  };
}

/** However the services are: that changes while somebody looks. */
function digestOfOperation(
  { operation }: Request,
  { waves }: DecidedOperation,
): string {
  const acts = waves.map(wave => wave.map(({ name, act }) => ({ name, act })));
  return digestOf({ operation, acts });
}

/** Counts the plan of an agent as trying the operation out. */
async function noteLook(
  { resolver, agents }: OperationParts,
  caller: Caller,
  request: Request,
): Promise<void> {
  const wanted = {
    flowId: PLATFORM_OPERATIONS,
    request: toOperationRun(request),
  };
  const start = await resolver.resolve(await resolver.open(), caller, wanted);
  await agents.noteLook(caller, start);
}

function describeWaves(
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

function describeBlastRadius(
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

function describeRefusal(
  { operation, force, reason }: Pick<Request, 'operation' | 'force' | 'reason'>,
  decided: DecidedOperation,
  known: { all: ServiceDefinition[]; states: ServiceHealth[] },
): Pick<OperationPlan, 'refusal'> {
  const refusal = decideRefusal(operation, decided, known);
  if (!refusal || (force && reason?.trim())) return {};
  return { refusal: force ? 'Say why force is used' : refusal };
}
