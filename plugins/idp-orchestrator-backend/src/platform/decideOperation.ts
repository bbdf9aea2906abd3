import { InputError } from '@backstage/errors';
import {
  describeProblems,
  describeValue,
  type Operation,
  type Problem,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../ports';
import { askIfMeant } from '../problems/nameNearest';
import {
  createStartWaves,
  createStopWaves,
  findBlastRadius,
  type Touched,
} from './waves';

/** An act on one service, as a step does it. */
export type ServiceAct = 'start' | 'stop' | 'restart' | 'look';

export interface OperationRequest {
  operation: Operation;
  /** The names of the services; all that can be controlled when empty. */
  services: string[];
}

/** The outcome of deciding an operation: in which waves it is done, and who else would notice. */
export interface DecidedOperation {
  /** The services that are operated or looked at, in the order of the inventory. */
  services: ServiceDefinition[];
  waves: Array<Array<{ name: string; act: ServiceAct }>>;
  /** The services that were asked for with all others and are not operated, since nothing can. */
  leftOut: Array<{ name: string; because: string }>;
  blastRadius: Touched[];
}

export interface OperationContext {
  environment: string;
  all: ServiceDefinition[];
  /** Says why a service cannot be started or stopped here; undefined when it can. */
  fixedReason(service: ServiceDefinition): string | undefined;
}

/**
 * Decides what an operation does to which services, wave by wave.
 *
 * @throws InputError naming services that there are not, or that can only be
 *   looked at, as those of a circle
 */
export function decideOperation(
  { operation, services: asked }: OperationRequest,
  context: OperationContext,
): DecidedOperation {
  requireKnown(asked, context);
  const wanted = new Set(asked);
  const chosen = context.all.filter(
    ({ name }) => wanted.size === 0 || wanted.has(name),
  );
  if (operation === 'status' || operation === 'health') {
    const look = chosen.map(({ name }) => ({ name, act: 'look' as const }));
    return { services: chosen, waves: [look], leftOut: [], blastRadius: [] };
  }
  const { services, leftOut } = leaveOutFixed(chosen, context);
  if (asked.length > 0) requireControl(asked, leftOut);
  if (services.length === 0) {
    throw new InputError(
      `There is no service in ${context.environment} that can be started or stopped. Give the services a control in idpOrchestrator.services`,
    );
  }
  const names = services.map(({ name }) => name);
  return {
    services,
    waves: createWaves(operation, services, context.all),
    leftOut,
    blastRadius:
      operation === 'start' ? [] : findBlastRadius(context.all, names),
  };
}

/**
 * Decides why a stop is not done: a critical service that stays up needs what
 * would be stopped. One that is down already cannot be broken.
 */
export function decideRefusal(
  operation: Operation,
  { blastRadius }: DecidedOperation,
  { all, states }: { all: ServiceDefinition[]; states: ServiceHealth[] },
): string | undefined {
  if (operation !== 'stop') return undefined;
  const down = new Set(
    states.filter(({ status }) => status === 'down').map(({ name }) => name),
  );
  const broken = listCritical(blastRadius, all).filter(
    ({ name }) => !down.has(name),
  );
  if (broken.length === 0) return undefined;
  const told = broken.map(
    ({ name, because }) => `${name} (needs ${because.join(', ')})`,
  );
  return `This stop would break critical services: ${told.join(', ')}. Stop these as well, or use force with a reason`;
}

/** Lists those of the services that would notice without which the platform is not healthy. */
export function listCritical(
  blastRadius: Touched[],
  all: ServiceDefinition[],
): Touched[] {
  const critical = new Set(
    all.filter(service => service.critical).map(({ name }) => name),
  );
  return blastRadius.filter(({ name }) => critical.has(name));
}

function requireKnown(
  asked: string[],
  { all, environment }: OperationContext,
): void {
  const known = all.map(({ name }) => name);
  const problems = asked.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            path: `input.services.${index}`,
            expected:
              known.length > 0
                ? `one of ${known.join(', ')}`
                : `nothing, since ${environment} has no services`,
            got: [describeValue(name), askIfMeant(name, known)]
              .filter(Boolean)
              .join('. '),
          },
        ],
  );
  refuse(`The choice of services in ${environment}`, problems);
}

function requireControl(
  asked: string[],
  leftOut: DecidedOperation['leftOut'],
): void {
  const problems = leftOut.map(({ name, because }) => ({
    path: `input.services.${asked.indexOf(name)}`,
    expected: 'a service that can be started and stopped',
    got: `${name}, which can only be looked at: ${because}`,
  }));
  refuse('The choice of services', problems);
}

/**
 * Refuses an operation for its problems, if there are any.
 *
 * @throws InputError that holds the problems as data as well, unless there is none
 */
function refuse(what: string, problems: Problem[]): void {
  if (problems.length === 0) return;
  const message = `${what} is not usable. ${describeProblems(problems)}`;
  throw Object.assign(new InputError(message), { problems });
}

function leaveOutFixed(
  chosen: ServiceDefinition[],
  { fixedReason }: OperationContext,
): Pick<DecidedOperation, 'services' | 'leftOut'> {
  const told = chosen.map(service => ({
    service,
    because: fixedReason(service),
  }));
  return {
    services: told
      .filter(({ because }) => because === undefined)
      .map(({ service }) => service),
    leftOut: told.flatMap(({ service: { name }, because }) =>
      because === undefined ? [] : [{ name, because }],
    ),
  };
}

/**
 * Makes the waves of a restart: what scripts control is stopped, those that
 * need others first, and started again the other way round. What lives in a
 * cluster is replaced there bit by bit when its turn to start has come, and is
 * never away.
 */
function createWaves(
  operation: 'start' | 'stop' | 'restart',
  services: ServiceDefinition[],
  all: ServiceDefinition[],
): DecidedOperation['waves'] {
  const names = services.map(({ name }) => name);
  const inCluster = new Set(
    services
      .filter(({ control }) => control.kind === 'kubernetes')
      .map(({ name }) => name),
  );
  if (operation === 'start') {
    return withAct(createStartWaves(all, names), () => 'start');
  }
  if (operation === 'stop') {
    return withAct(createStopWaves(all, names), () => 'stop');
  }
  const stopped = createStopWaves(all, names)
    .map(wave => wave.filter(name => !inCluster.has(name)))
    .filter(wave => wave.length > 0);
  return [
    ...withAct(stopped, () => 'stop'),
    ...withAct(createStartWaves(all, names), name =>
      inCluster.has(name) ? 'restart' : 'start',
    ),
  ];
}

function withAct(
  waves: string[][],
  actOf: (name: string) => ServiceAct,
): DecidedOperation['waves'] {
  return waves.map(wave => wave.map(name => ({ name, act: actOf(name) })));
}
