import { ConflictError, InputError } from '@backstage/errors';
import {
  OPERATIONS,
  PLATFORM_OPERATIONS,
  type FlowDefinition,
  type Operation,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Clock } from '../ports';
import { ALIASES } from '../schemas/aliases';
import {
  aliasesOf,
  decideOperation,
  decideRefusal,
  listCritical,
  requireSensibleEnd,
  type DecidedOperation,
  type ServiceDefinition,
  type ServiceInventory,
} from '../platform';
import type { FlowMaker, ShapeRequest } from './FlowMaker';
import { createOperationOutput, createOperationSteps } from './operationSteps';

export interface PlatformOperationsOptions {
  inventory: ServiceInventory;
  /** The names of all environments. */
  environments: string[];
  /** Tells how some services are now, as far as it was seen a moment ago. */
  look(
    environment: string,
    services: string[],
    inventory: ServiceInventory,
  ): Promise<ServiceHealth[]>;
  /** Says why a service cannot be started or stopped; undefined when it can. */
  fixedReason(service: ServiceDefinition): string | undefined;
  clock: Pick<Clock, 'now'>;
}

/** The input of an operation, after it was checked. */
interface OperationInput {
  operation: Operation;
  services: string[];
  comprehensive_health: boolean;
  force: boolean;
  until?: string;
}

/**
 * Starts, stops and restarts services in the order of their dependencies, or
 * looks at them. Each run has one step for each service and act: what there
 * is in its environment decides which.
 */
export function createPlatformOperations(
  options: PlatformOperationsOptions,
): FlowMaker {
  const { environments } = options;
  let described: { known: string; flow: FlowDefinition } | undefined;
  return {
    id: PLATFORM_OPERATIONS,
    async describe(inventory = options.inventory) {
      const lists = await Promise.all(
        environments.map(name => inventory.list(name)),
      );
      const services = lists.flat();
      const names = [...new Set(services.map(({ name }) => name))];
      const aliases = [...aliasesOf(services)].filter(
        ([alias]) => !names.includes(alias),
      );
      const known = [names, ...aliases].join(';');
      if (described?.known !== known) {
        const flow = describeOperations(names, environments, aliases);
        described = { known, flow };
      }
      return described.flow;
    },
    async shape(request, inventory = options.inventory) {
      const input = request.input as unknown as OperationInput;
      const { environment } = request;
      requireSensibleEnd(input, options.clock.now());
      const all = await inventory.list(environment);
      const context = { ...options, environment, all };
      const decided = decideOperation(input, context);
      await requireNoHarm(request, decided, {
        ...options,
        inventory,
        all,
      });
      const steps = createOperationSteps(input, decided);
      return defineFlow({
        ...outline([], options.environments),
        runTitle: describeRun(input, decided, all),
        ...(isLook(input.operation) && { concurrency: undefined }),
        ...steps,
        output: createOperationOutput(input.operation, decided),
      });
    },
  };
}

/**
 * Requires that a stop harms nobody, or is forced with a reason.
 *
 * @throws ConflictError, or InputError when force was used without a reason
 */
async function requireNoHarm(
  { environment, input, reason }: ShapeRequest,
  decided: DecidedOperation,
  {
    all,
    inventory,
    look,
  }: Pick<PlatformOperationsOptions, 'inventory' | 'look'> & {
    all: ServiceDefinition[];
  },
): Promise<void> {
  const { operation, force } = input as unknown as OperationInput;
  const critical = listCritical(decided.blastRadius, all);
  if (operation !== 'stop' || critical.length === 0) return;
  if (force && reason?.trim()) return;
  const states = await look(
    environment,
    critical.map(({ name }) => name),
    inventory,
  );
  const refusal = decideRefusal(operation, decided, { all, states });
  if (!refusal) return;
  if (force) {
    throw new InputError('reason: expected why force is used, got nothing');
  }
  throw new ConflictError(refusal);
}

export function isLook(operation: Operation): boolean {
  return operation === 'status' || operation === 'health';
}

const WORDS: Record<Operation, string> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  status: 'Look at',
  health: 'Check',
};

/** So many services are named in the title of a run. */
const MOST_NAMED = 3;

/** Says what one run does to which services; titles are texts, and no templates. */
function describeRun(
  { operation, services: asked }: OperationInput,
  { services }: DecidedOperation,
  all: ServiceDefinition[],
): string {
  const titles = services.map(({ title }) => title);
  const isAll = asked.length === 0 || services.length === all.length;
  const more = titles.length - MOST_NAMED;
  const named =
    more > 0
      ? `${titles.slice(0, MOST_NAMED).join(', ')} and ${more} more`
      : titles.join(', ');
  const what = isAll && titles.length > 1 ? 'all services' : named;
  return `\${{ ${JSON.stringify(`${WORDS[operation]} ${what}`)} }}`;
}

/** Makes the flow as it is listed: what a run may consist of. */
function describeOperations(
  names: string[],
  environments: string[],
  aliases: Array<[alias: string, name: string]>,
): FlowDefinition {
  const wanted = (...operations: Operation[]) =>
    operations.map(one => `input.operation == '${one}'`).join(' || ');
  return defineFlow({
    ...outline(names, environments, aliases),
    steps: [
      {
        id: 'stop',
        title: 'Stop each service, those that need others first',
        uses: 'service',
        if: wanted('stop', 'restart'),
        forEach: { items: '${{ input.services }}' },
        with: { act: 'stop', service: '${{ item }}' },
      },
      {
        id: 'start',
        title: 'Start each service, those that others need first',
        uses: 'service',
        if: wanted('start', 'restart'),
        forEach: { items: '${{ input.services }}' },
        with: { act: 'start', service: '${{ item }}' },
      },
    ],
    finally: [
      {
        id: 'services',
        title: 'How the services are',
        uses: 'service',
        with: { act: 'look', services: '${{ input.services }}' },
      },
    ],
  });
}

const UNTIL = {
  type: 'string',
  format: 'date-time',
  title: 'Until',
  description:
    'Only with stop: until when the services are meant to be stopped; for ever when absent.',
};

function outline(
  names: string[],
  environments: string[],
  aliases: Array<[alias: string, name: string]> = [],
) {
  return {
    id: PLATFORM_OPERATIONS,
    title: 'Platform operations',
    description:
      'Starts, stops or restarts services of the platform in the order of their dependencies, or tells how they are. Each wave waits until its services are healthy, or gone. Exactly the services that are named are touched.',
    tags: ['platform', 'operations', 'services'],
    risk: 'medium' as const,
    owner: 'group:default/platform-team',
    // That of a bootstrap: what one brings up the other must not stop meanwhile.
    concurrency: { key: 'bootstrap-${{ environment.name }}' },
    input: {
      type: 'object' as const,
      additionalProperties: false,
      properties: {
        operation: {
          type: 'string',
          title: 'Operation',
          enum: [...OPERATIONS],
          default: 'status',
        },
        services: {
          type: 'array',
          title: 'Services',
          description: 'Exactly these; all when empty.',
          items: {
            type: 'string',
            ...(names.length > 0 && { enum: names }),
            ...(aliases.length > 0 && {
              [ALIASES]: Object.fromEntries(aliases),
            }),
          },
          uniqueItems: true,
          default: [],
        },
        environment: {
          type: 'string',
          title: 'Environment',
          enum: environments,
          default: environments[0],
        },
        comprehensive_health: {
          type: 'boolean',
          title: 'Comprehensive health',
          description:
            'Ask each service anew at the end, and warn of those that are not well.',
          default: true,
        },
        force: {
          type: 'boolean',
          title: 'Force',
          description:
            'Stop even what a critical service needs that stays; wants a reason.',
          default: false,
        },
        until: UNTIL,
        dry_run: {
          type: 'boolean',
          title: 'Dry run',
          description: 'Say what would be done, and change nothing',
          default: false,
        },
      },
    },
  };
}
