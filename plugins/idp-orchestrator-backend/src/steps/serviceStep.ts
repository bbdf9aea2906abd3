import {
  findUntilProblem,
  type RunError,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  FatalStepError,
  type StepEffect,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type {
  EnginePlanContext,
  EngineStepContext,
} from '../engine/EngineStepContext';
import type { Clock } from '../ports';
import { describeAct, DONE, isDone, type Act } from './service/describeAct';
import { lookAtServices, describeStates } from './service/lookAtServices';
import type { Operated } from './service/Operated';
import {
  describeHealth,
  toService,
  type OperatedService,
  type ServiceStepOptions,
} from './service/OperatedService';
import { findDoubt } from './service/findDoubt';
import { followServices } from './service/followServices';
import { createScriptCall, operateByScript } from './service/operateByScript';
import { purposeOf, type Purpose } from './service/purposeOf';
import { operateInCluster } from './service/operateInCluster';
import { serviceInputSchema, type ServiceInput } from './service/serviceInput';
import { resumableOf } from './service/resumableOf';
import { SETTLE_MS, waitUntilSettled } from './service/waitUntilSettled';

export type {
  OperatedService,
  ServiceStepOptions,
} from './service/OperatedService';

/** `uses: service`: starts, stops or restarts one service and waits for its probes, or looks at some. */
export function createServiceStep(options: ServiceStepOptions) {
  return defineStepType<ServiceInput, EngineStepContext>({
    uses: 'service',
    inputSchema: serviceInputSchema,
    resumable: (input, context) => resumableOf(input, context, options),
    async run(input, context) {
      const { environment } = context;
      const services = await options.list(environment);
      if (input.act === 'look') {
        requireKnown(input.services, services, environment);
        return lookAtServices(input, environment, options);
      }
      const among = { ...options, services, environment };
      const service = findOperable(input.service, input.act, among);
      // What was begun in time is gone on with, however late it is by now.
      if (!context.resumed) requireEndAhead(input, options.clock);
      return operate(service, input.act, {
        ...options,
        context: {
          ...context,
          follower: followServices(context, options).follower,
        },
        purpose: purposeOf(input),
      });
    },
    async plan(input, context: EnginePlanContext) {
      const { environment, look } = context;
      const inventory = look?.inventory ?? options;
      const services = await inventory.list(environment);
      if (input.act === 'look') {
        requireKnown(input.services, services, environment);
        return planLook(input, context, options);
      }
      const among = { ...options, services, environment };
      const service = findOperable(input.service, input.act, among);
      requireEndAhead(input, options.clock);
      const act = { act: input.act, again: input.again };
      return planAct(service, act, { ...options, context });
    },
  });
}

interface Surroundings extends ServiceStepOptions {
  context: EngineStepContext;
  purpose: Purpose;
}

async function operate(
  service: OperatedService,
  act: Act,
  surroundings: Surroundings,
): Promise<StepOutcome> {
  const { context, look, purpose } = surroundings;
  const { environment, name, title } = service;
  const touch = { service: name, what: act };
  const [before] = await look(environment, [name], { refresh: true });
  // What a worker that is gone began is taken up, however it looks meanwhile.
  if (!context.resumed && isDone(act, before)) {
    const { text: summary } = describeAct({ title, act }, before);
    const meant = purpose.atEnd ?? purpose.atBegin;
    const touched = [{ ...touch, ...meant, nothingToDo: true as const }];
    await context.say({ lines: [summary], touched });
    const done = { changed: false, nothing_to_do: true };
    const output = { ...done, ...toService(before) };
    return { status: 'succeeded', output, summary };
  }
  // Before it is done, so that what it does is nobody's failure.
  await context.say({ touched: [{ ...touch, ...purpose.atBegin }] });
  const operated = await actOn(service, act, surroundings);
  switch (operated.result) {
    case 'done':
      return settle(service, act, { ...surroundings, operated });
    case 'lost':
      return { status: 'lost', error: operated.error };
    case 'cancelled':
      return { status: 'cancelled', error: operated.error };
    default: {
      const [health] = await look(environment, [name], { refresh: true });
      const changed = !operated.untouched;
      return {
        status: operated.result,
        output: { changed, nothing_to_do: false, ...toService(health) },
        error: tellFailure(service, act, { health, error: operated.error }),
        usage: operated.usage,
      };
    }
  }
}

async function actOn(
  service: OperatedService,
  act: Act,
  surroundings: Surroundings,
): Promise<Operated> {
  const { context, scripts } = surroundings;
  const { control, settleMs = SETTLE_MS } = service;
  if (control.kind === 'kubernetes') {
    const inCluster = { ...service, control };
    const limitMs = Math.min(settleMs, context.timeoutMs ?? Infinity);
    return operateInCluster(inCluster, { act, context, limitMs }, surroundings);
  }
  const call = await createScriptCall(service, act, scripts);
  return operateByScript(call, context, {
    ...surroundings,
    name: service.name,
  });
}

async function settle(
  service: OperatedService,
  act: Act,
  {
    operated,
    ...surroundings
  }: Surroundings & { operated: Extract<Operated, { result: 'done' }> },
): Promise<StepOutcome> {
  const { context, purpose } = surroundings;
  const { summary, usage, warning, isPartly } = operated;
  const settling = { ...surroundings, isPartly };
  const settled = await waitUntilSettled(service, act, settling);
  const { health } = settled;
  const changed = { changed: true, nothing_to_do: false };
  const output = { ...changed, ...toService(health) };
  switch (settled.result) {
    case 'cancelled':
      return { status: 'cancelled', usage };
    case 'late':
      return {
        status: 'failed',
        output,
        error: tellFailure(service, act, { health }),
        usage,
      };
    default: {
      if (purpose.atEnd) {
        const touch = { service: service.name, what: DONE[act] };
        await context.say({ touched: [{ ...touch, ...purpose.atEnd }] });
      }
      const told = `${service.title} was ${DONE[act]} and is ${describeHealth(health)}.`;
      const end = { output, summary: summary ?? told, usage };
      return warning
        ? { status: 'warning', ...end, error: warning }
        : { status: 'succeeded', ...end };
    }
  }
}

/** Says what was wanted, what went wrong, and what is seen now. */
function tellFailure(
  { title }: OperatedService,
  act: Act,
  { health, error }: { health: ServiceHealth; error?: RunError },
): RunError {
  const { waitsFor = [] } = health;
  const parts = [
    `${title} could not be ${DONE[act]}`,
    ...(error ? [error.message] : []),
    `it is ${describeHealth(health)}`,
    ...(waitsFor.length > 0 ? [`it needs ${waitsFor.join(', ')}`] : []),
  ];
  return { ...error, message: parts.join('; ') };
}

function unknown(
  names: string[],
  services: OperatedService[],
  environment: string,
): FatalStepError {
  const known = services.map(({ name }) => name).join(', ') || 'none';
  return new FatalStepError(
    `There is no service ${names.join(', ')} in ${environment}. There are: ${known}.`,
  );
}

/** @throws FatalStepError for a stop until a time that is over */
function requireEndAhead(
  { act, until }: ServiceInput,
  clock: Pick<Clock, 'now'>,
): void {
  const problem = findUntilProblem({ operation: act, until }, clock.now());
  if (problem) throw new FatalStepError(problem);
}

/** @throws FatalStepError naming those that there are */
function requireKnown(
  wanted: string[],
  services: OperatedService[],
  environment: string,
): void {
  const known = services.map(({ name }) => name);
  const missing = wanted.filter(name => !known.includes(name));
  if (missing.length > 0) throw unknown(missing, services, environment);
}

/** @throws FatalStepError also when the act is none for this service */
function findOperable(
  name: string | undefined,
  act: Act,
  {
    services,
    environment,
    fixedReason,
  }: Pick<ServiceStepOptions, 'fixedReason'> & {
    services: OperatedService[];
    environment: string;
  },
): OperatedService {
  const service = services.find(one => one.name === name);
  if (!service) throw unknown([String(name)], services, environment);
  const because = fixedReason(service);
  if (because) {
    throw new FatalStepError(
      `${service.title} cannot be ${DONE[act]}: ${because}`,
    );
  }
  if (act === 'restart' && service.control.kind === 'script') {
    throw new FatalStepError(
      `${service.title} is controlled by a script: use a step that stops it and one that starts it, or the flow platform-operations`,
    );
  }
  return service;
}

async function planLook(
  { services }: ServiceInput,
  { environment, ask, look }: EnginePlanContext,
  options: ServiceStepOptions,
): Promise<StepEffect> {
  const names = services.join(', ') || 'all services';
  const text = `Would tell how ${names} are.`;
  if (ask === false) return { effect: 'none', text };
  const told = await describeStates(services, environment, {
    ...options,
    inventory: look?.inventory,
  });
  return { effect: 'none', text, answer: told };
}

async function planAct(
  service: OperatedService,
  { act, again }: { act: Act; again: boolean },
  { context, ...options }: ServiceStepOptions & { context: EnginePlanContext },
): Promise<StepEffect> {
  const { environment, name, title } = service;
  const { scripts = options.scripts, inventory } = context.look ?? {};
  const command = await findCommand(service, act, { ...options, scripts });
  if (context.ask === false) {
    return { effect: 'known', text: `Would ${act} ${title}.`, ...command };
  }
  const [health] = await options.look(environment, [name], {
    refresh: false,
    inventory,
  });
  const { nothingToDo, text } = describeAct({ title, act, again }, health);
  const answer = { service: name, act, ...toService(health) };
  if (nothingToDo) return { effect: 'none', text, answer };
  const doubt = await findDoubt(service, act, options.cluster);
  return {
    effect: doubt ? doubt.effect : 'known',
    text: doubt ? `${text} ${doubt.text}` : text,
    ...(doubt?.failure !== undefined && { failure: doubt.failure }),
    answer,
    ...command,
  };
}

/** Finds what would be started for a service that a script controls. */
async function findCommand(
  service: OperatedService,
  act: Act,
  { bridge, scripts }: ServiceStepOptions,
): Promise<Pick<StepEffect, 'command'>> {
  if (service.control.kind !== 'script') return {};
  const call = await createScriptCall(service, act, scripts);
  const { command } = await bridge.plan(call);
  return { command };
}
