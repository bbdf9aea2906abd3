import { createMask } from '../bridge';
import type { EnvironmentsConfig } from '../config/blocks';
import type { EnvironmentNames } from '../access/resolve/PlatformView';
import type { FlowCatalog } from '../flows';
import { createPerform, SecretInputs, type RunFeeds } from '../operations';
import type { Perform } from '../operations/Operation';
import type { OperationParts } from '../operations/OperationParts';
import type { RunStarter } from '../operations/starts/beginRun';
import type { AuditStore, RunStatistics } from '../ports';
import type { Access } from './access';
import type { Authority } from './authority';
import type { Engine } from './engine';

export interface StarterOptions {
  engine: Pick<
    Engine,
    | 'store'
    | 'dispatcher'
    | 'creator'
    | 'notifier'
    | 'vault'
    | 'clock'
    | 'stepTypes'
    | 'windows'
  >;
  flows: FlowCatalog;
  environments: Pick<EnvironmentsConfig, 'known' | 'fallback'>;
  /** The address at which people see a run, without its id. */
  runsUrl: string;
}

/** The parts that it takes to start a run of any flow, whoever does. */
export interface Starter extends RunStarter {
  flows: FlowCatalog;
  environments: EnvironmentNames;
}

export function composeStarter(options: StarterOptions): Starter {
  const { engine, environments } = options;
  return {
    flows: options.flows,
    stepTypes: engine.stepTypes,
    environments: {
      known: environments.known,
      fallback: environments.fallback,
    },
    store: engine.store,
    dispatcher: engine.dispatcher,
    creator: engine.creator,
    notifier: engine.notifier,
    secrets: engine.vault.secrets,
    clock: engine.clock,
    windows: engine.windows,
    runsUrl: options.runsUrl,
  };
}

export interface OperationsOptions {
  starter: Starter;
  feeds: RunFeeds;
  platform: Pick<
    OperationParts,
    'health' | 'healthFeeds' | 'history' | 'inventory' | 'fixedReason'
  >;
  outbox: Pick<OperationParts, 'deliveries' | 'outbox'>;
  access: Pick<Access, 'agents' | 'recorder'>;
  authority: Authority;
  installation: OperationParts['installation'];
  auditStore: Pick<AuditStore, 'list' | 'read'>;
  auditSealer: OperationParts['auditSealer'];
  statistics: RunStatistics;
  windows: OperationParts['windows'];
  scheduleStore: OperationParts['scheduleStore'];
  environments: Pick<EnvironmentsConfig, 'byName'>;
  /** The secrets that are taken out of what is shown of environments. */
  secrets: Record<string, string>;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}

/**
 * Joins the parts that operations work with, and makes the function that every
 * door calls.
 */
export function composeOperations(options: OperationsOptions): Perform {
  const { starter, platform, outbox, access, authority } = options;
  const { store } = starter;
  return createPerform({
    flows: starter.flows,
    stepTypes: starter.stepTypes,
    environments: starter.environments,
    store,
    dispatcher: starter.dispatcher,
    creator: starter.creator,
    notifier: starter.notifier,
    secrets: starter.secrets,
    clock: starter.clock,
    windows: options.windows,
    scheduleStore: options.scheduleStore,
    runsUrl: starter.runsUrl,
    feeds: options.feeds,
    secretInputs: new SecretInputs({ store, createMask }),
    mask: createMask([], options.secrets),
    environmentSettings: options.environments.byName,
    health: platform.health,
    healthFeeds: platform.healthFeeds,
    history: platform.history,
    inventory: platform.inventory,
    fixedReason: platform.fixedReason,
    deliveries: outbox.deliveries,
    outbox: outbox.outbox,
    installation: options.installation,
    auditStore: options.auditStore,
    auditSealer: options.auditSealer,
    statistics: options.statistics,
    agents: access.agents,
    recorder: access.recorder,
    gate: authority.gate,
    authorizer: authority.authorizer,
    resolver: authority.resolver,
    resolveRun: authority.resolveRun,
    resolveFlow: authority.resolveFlow,
    late: authority.late,
    links: authority.links,
    grant: authority.grant,
    stopping: options.stopping,
  });
}
