import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CatalogedScriptBridge } from '../bridge';
import { createKubernetesCluster, type EnvironmentClusters } from '../cluster';
import type { EnvironmentsConfig } from '../config/blocks';
import type { ServicesConfig } from '../config/services/readServicesConfig';
import {
  createHealthHistory,
  createServiceIntents,
  DatabaseProbe,
} from '../database';
import type { AnyStepType } from '../engine/EngineStepContext';
import { createPlatformOperations, type FlowMaker } from '../flows';
import {
  createHealth,
  withDatabase,
  type HealthFeeds,
  type HealthWatch,
  type PlatformHealthService,
} from '../health';
import {
  CatalogEntities,
  fixedReason,
  PlatformServices,
  type ServiceDefinition,
} from '../platform';
import type { Clock, Cluster, HealthHistory } from '../ports';
import {
  createHealthStep,
  createKubernetesStep,
  createServiceStep,
} from '../steps';
import { gaugeHealth } from '../telemetry';
import type { PluginDatabase } from './openProcess';

export interface PlatformOptions {
  environments: EnvironmentsConfig;
  /** The configuration of the services. */
  services: ServicesConfig;
  /** The time (ms) for which the history of health is kept. */
  historyMs: number;
  auth: AuthService;
  catalog: CatalogService;
  metrics: MetricsService;
  knex: PluginDatabase;
  bridge: CatalogedScriptBridge;
  clusters: EnvironmentClusters;
  /** Is woken when there is news of a service. */
  outbox: { wake(): void };
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
  clock: Clock;
  logger: LoggerService;
}

/**
 * The platform's services: which there are, how they are, and what is done to
 * them.
 */
export interface Platform {
  inventory: PlatformServices;
  health: PlatformHealthService;
  healthFeeds: HealthFeeds;
  healthWatch: HealthWatch;
  history: HealthHistory;
  /** Says why a service cannot be started or stopped; undefined when it can. */
  fixedReason(service: Controlled): string | undefined;
  /** Makes the flow that starts and stops services. */
  operations: FlowMaker;
  stepTypes: AnyStepType[];
}

type Controlled = Pick<ServiceDefinition, 'control' | 'environment' | 'circle'>;

/** Joins inventory, cluster and health of the platform's services. */
export function composePlatform(options: PlatformOptions): Platform {
  const { clock, logger, bridge } = options;
  const environments = options.environments.known;
  const cluster = createKubernetesCluster(
    {
      environments: options.environments.byName,
      clock,
      signal: options.stopping,
      logger,
    },
    options.clusters,
  );
  const inventory = createInventory(options, cluster);
  const history = createHealthHistory(options.knex);
  const watch = createHealth({
    environments,
    inventory,
    cluster,
    bridge,
    catalog: bridge.catalog,
    history,
    intents: createServiceIntents(options.knex),
    historyMs: options.historyMs,
    probeHosts: options.services.probeHosts,
    metrics: gaugeHealth(options.metrics),
    outbox: options.outbox,
    clock,
    logger,
  });
  const parts = {
    inventory,
    cluster,
    health: watch.health,
    fixedReason: (service: Controlled) => fixedReason(service, cluster),
  };
  return {
    inventory,
    health: withDatabase(watch.health, new DatabaseProbe(options.knex, clock)),
    healthFeeds: watch.healthFeeds,
    healthWatch: watch.healthWatch,
    history,
    fixedReason: parts.fixedReason,
    operations: createPlatformOperations({
      inventory,
      environments,
      look: (environment, services, known) =>
        look(watch.health, {
          environment,
          services,
          refresh: false,
          intents: 'none',
          inventory: known,
        }),
      fixedReason: parts.fixedReason,
      clock,
    }),
    stepTypes: createStepTypes(parts, options),
  };
}

function createInventory(
  options: PlatformOptions,
  cluster: Pick<Cluster, 'unavailableReason'>,
): PlatformServices {
  const { services, auth, catalog, clock, logger } = options;
  return new PlatformServices({
    fallback: options.environments.fallback,
    environments: services.byEnvironment,
    catalog: services.fromCatalog
      ? new CatalogEntities({ catalog, auth, clock, logger })
      : undefined,
    entitiesAreTrusted: services.trustsCatalog,
    scripts: options.bridge.catalog,
    hasCluster: environment => !cluster.unavailableReason(environment),
    logger,
  });
}

interface StepParts {
  inventory: PlatformServices;
  cluster: Cluster;
  /** Tells the health of the services, whatever the database does. */
  health: PlatformHealthService;
  fixedReason(service: Controlled): string | undefined;
}

function createStepTypes(
  { inventory, cluster, health, fixedReason: reasonFor }: StepParts,
  { bridge, clock }: PlatformOptions,
): AnyStepType[] {
  return [
    createHealthStep({
      list: environment => inventory.list(environment),
      check: (environment, services) =>
        // Whether they are well is asked, and not whether a run has them: this one may.
        health.check({
          environment,
          services,
          refresh: true,
          intents: 'wanted',
        }),
    }) as AnyStepType,
    createServiceStep({
      list: environment => inventory.list(environment),
      look: (environment, services, { refresh, wanted, inventory: known }) =>
        look(health, {
          environment,
          services,
          refresh,
          intents: wanted ? 'wanted' : 'none',
          inventory: known,
        }),
      fixedReason: reasonFor,
      bridge,
      scripts: bridge.catalog,
      cluster,
      clock,
    }) as AnyStepType,
    createKubernetesStep(cluster, inventory) as AnyStepType,
  ];
}

async function look(
  health: PlatformHealthService,
  asked: Parameters<PlatformHealthService['check']>[0],
) {
  return (await health.check(asked)).services;
}
