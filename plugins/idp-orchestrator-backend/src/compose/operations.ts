import { createMask } from '../bridge';
import type { EnvironmentsConfig } from '../config/blocks';
import type { EnvironmentNames } from '../access/resolve/PlatformView';
import type { FlowCatalog } from '../flows';
import {
  createOrchestrator,
  type OrchestratorOptions,
  type RunFeeds,
} from '../operations';
import type { Orchestrator } from '../operations/Orchestrator';
import type { RunStarter } from '../operations/startRun';
import type { AuditStore, RunStatistics } from '../ports';
import type { Engine } from './engine';

export interface StarterOptions {
  engine: Pick<
    Engine,
    'store' | 'dispatcher' | 'notifier' | 'clock' | 'stepTypes'
  >;
  flows: FlowCatalog;
  environments: Pick<EnvironmentsConfig, 'known' | 'fallback'>;
  /** Where people see a run, without its id. */
  runsUrl: string;
}

/** What it takes to start a run of any flow, whoever does. */
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
    notifier: engine.notifier,
    clock: engine.clock,
    runsUrl: options.runsUrl,
  };
}

export interface OperationsOptions {
  starter: Starter;
  feeds: RunFeeds;
  platform: Pick<
    OrchestratorOptions,
    'health' | 'healthFeeds' | 'history' | 'inventory' | 'whyFixed'
  >;
  outbox: Pick<OrchestratorOptions, 'deliveries' | 'outbox'>;
  /** Lends a run the rights of who starts it; none are lent when absent. */
  grant?: OrchestratorOptions['grant'];
  auditStore: Pick<AuditStore, 'list' | 'read' | 'end'>;
  statistics: RunStatistics;
  environments: Pick<EnvironmentsConfig, 'byName'>;
  /** Taken out of what is shown of environments. */
  secrets: Record<string, string>;
}

/** The use cases as they are, without asking who may. */
export function composeOperations(options: OperationsOptions): Orchestrator {
  const { starter, platform, outbox } = options;
  return createOrchestrator({
    flows: starter.flows,
    stepTypes: starter.stepTypes,
    environments: starter.environments,
    store: starter.store,
    dispatcher: starter.dispatcher,
    notifier: starter.notifier,
    clock: starter.clock,
    runsUrl: starter.runsUrl,
    feeds: options.feeds,
    health: platform.health,
    healthFeeds: platform.healthFeeds,
    history: platform.history,
    inventory: platform.inventory,
    whyFixed: platform.whyFixed,
    deliveries: outbox.deliveries,
    outbox: outbox.outbox,
    grant: options.grant,
    auditStore: options.auditStore,
    statistics: options.statistics,
    surroundings: options.environments.byName,
    createMask,
    mask: createMask(Object.values(options.secrets)),
  });
}
