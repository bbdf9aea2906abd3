import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  idpOrchestratorExtensionPoint,
  type StepType,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { composeAccount } from './compose/bridge';
import { composePlugin } from './compose/composePlugin';
import { stayClosed } from './compose/stayClosed';
import type { PluginAdditions } from './compose/PluginOptions';
import type { PluginServices } from './compose/PluginServices';
import { readConfig } from './config/readConfig';
import { requireConfigured } from './config/requireConfigured';
import { warnOfDeprecatedKeys } from './config/warnOfDeprecatedKeys';

/**
 * Names every service that the plugin needs, and what modules may add; compose/ joins its parts.
 *
 * @public
 */
export const idpOrchestratorPlugin = createBackendPlugin({
  pluginId: 'idp-orchestrator',
  register(env) {
    const additions: PluginAdditions = { flows: [], stepTypes: [] };
    env.registerExtensionPoint(idpOrchestratorExtensionPoint, {
      addFlow: (...flows) => additions.flows.push(...flows),
      addStepType: one => additions.stepTypes.push(one as StepType),
    });

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        pluginMetadata: coreServices.pluginMetadata,
        rootHttpRouter: coreServices.rootHttpRouter,
        rootInstanceMetadata: coreServices.rootInstanceMetadata,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        try {
          await open(services, additions);
        } catch (error) {
          stayClosed(error, services);
        }
      },
    });
  },
});

async function open(
  services: PluginServices,
  additions: PluginAdditions,
): Promise<void> {
  const processEnvironment = process.env;
  requireConfigured(services.config, processEnvironment);
  const config = readConfig(services.config, processEnvironment);
  warnOfDeprecatedKeys(services.config, services.logger);
  // Before anything is begun that would have to be stopped.
  const { logger } = services;
  const account = await composeAccount({ config, processEnvironment, logger });
  const options = { config, services, additions, account, processEnvironment };
  await composePlugin(options);
}
