import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createKubernetesCluster } from '../cluster';
import type { OrchestratorConfig } from '../config/readConfig';
import { createPlatformOperations } from '../flows';
import { createHealth, withDatabase } from '../health';
import {
  CatalogEntities,
  PlatformServices,
  whyFixed,
  type ServiceDefinition,
} from '../platform';
import type {
  Clock,
  DatabaseSight,
  HealthHistory,
  ScriptBridge,
  ScriptCatalog,
} from '../ports';
import {
  createHealthStep,
  createKubernetesStep,
  createServiceStep,
} from '../steps';
import { gaugeHealth } from '../telemetry';

interface PlatformParts {
  config: OrchestratorConfig;
  services: {
    auth: AuthService;
    catalog: CatalogService;
    metrics: MetricsService;
  };
  bridge: ScriptBridge & { catalog: ScriptCatalog };
  history: HealthHistory;
  database: DatabaseSight;
  clock: Clock;
  logger: LoggerService;
  outbox: { wake(): void };
}

/**
 * The part of the composition root that is about the platform's services:
 * where they are, how they are, and what is done to them.
 */
export function composePlatform(parts: PlatformParts) {
  const { config, services, bridge, clock, logger } = parts;
  const environments = Object.keys(config.environments);
  const cluster = createKubernetesCluster({ ...config, clock });
  const inventory = new PlatformServices({
    fallback: config.environment,
    environments: config.services,
    catalog: config.catalogServices
      ? new CatalogEntities({ ...services, clock, logger })
      : undefined,
    hasCluster: environment => !cluster.whyAbsent(environment),
    logger,
  });
  const watch = createHealth({
    ...parts,
    catalog: bridge.catalog,
    cluster,
    inventory,
    historyMs: config.healthHistoryMs,
    environments,
    metrics: gaugeHealth(services.metrics),
  });
  const access = {
    inventory,
    whyFixed: (service: Pick<ServiceDefinition, 'control' | 'environment'>) =>
      whyFixed(service, cluster),
    look: async (
      environment: string,
      names: string[],
      { refresh } = { refresh: false },
    ) => {
      const asked = { environment, services: names, refresh };
      return (await watch.health.check(asked)).services;
    },
  };
  return {
    ...watch,
    ...access,
    health: withDatabase(watch.health, parts.database),
    operations: createPlatformOperations({ ...access, environments }),
    steps: [
      createHealthStep({
        listServices: async environment =>
          (await inventory.list(environment)).map(({ name }) => name),
        check: (environment, names) =>
          watch.health.check({ environment, refresh: true, services: names }),
      }),
      createServiceStep({
        ...access,
        list: environment => inventory.list(environment),
        bridge,
        scripts: bridge.catalog,
        cluster,
        clock,
      }),
      createKubernetesStep(cluster),
    ],
  };
}
