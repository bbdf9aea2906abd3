import type {
  AuthService,
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  PluginMetadataService,
  RootHttpRouterService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ApiConfig, WindmillConfig } from '../config/blocks';
import { createSharedSecrets } from '../database';
import type { Orchestrator } from '../operations/Orchestrator';
import { createRouter, limitRequests } from '../rest';
import { mountWindmill } from '../windmill';
import type { Access } from './access';
import { composeAgentActions } from './agentActions';
import type { Engine } from './engine';

export interface DoorsOptions {
  access: Access;
  /** The use cases as they are, of which the flows are asked. */
  orchestrator: Orchestrator;
  engine: Pick<Engine, 'knex' | 'workers' | 'clock' | 'logger'>;
  api: ApiConfig;
  windmill: WindmillConfig;
  /** Where people see a run, without its id. */
  runsUrl: string;
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  pluginMetadata: PluginMetadataService;
  rootHttpRouter: RootHttpRouterService;
  rootLifecycle: RootLifecycleService;
}

/** Opens the doors: REST, Backstage's actions, and the one for clients of Windmill. */
export async function composeDoors(options: DoorsOptions): Promise<void> {
  const { access, httpRouter, auth, engine } = options;
  httpRouter.addAuthPolicy({
    path: '/v1/openapi.yaml',
    allow: 'unauthenticated',
  });
  httpRouter.use(
    createRouter({
      orchestrator: access.orchestrator,
      createCaller: access.createCaller,
      httpAuth: options.httpAuth,
      auth,
      logger: engine.logger,
      requestsPerMinute: options.api.requestsPerMinute,
    }),
  );
  await composeAgentActions({
    access,
    orchestrator: options.orchestrator,
    actionsRegistry: options.actionsRegistry,
    auth,
    lifecycle: options.lifecycle,
    clock: engine.clock,
    logger: engine.logger,
  });
  if (options.windmill.enabled) await openWindmill(options);
}

async function openWindmill(options: DoorsOptions): Promise<void> {
  const { access, engine, windmill, httpAuth } = options;
  await mountWindmill({
    orchestrator: access.orchestrator,
    createCaller: access.createCaller,
    workspace: windmill.workspace,
    waitLimitMs: windmill.waitLimitMs,
    mountAtRoot: windmill.mountAtRoot,
    runsUrl: options.runsUrl,
    workers: engine.workers,
    secrets: createSharedSecrets(engine.knex),
    limit: limitRequests({
      httpAuth,
      requestsPerMinute: options.api.requestsPerMinute,
    }),
    auth: options.auth,
    discovery: options.discovery,
    httpRouter: options.httpRouter,
    pluginMetadata: options.pluginMetadata,
    rootHttpRouter: options.rootHttpRouter,
    rootLifecycle: options.rootLifecycle,
    clock: engine.clock,
    logger: engine.logger,
  });
}
