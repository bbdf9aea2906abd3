import type {
  AuthService,
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  PluginMetadataService,
  RootHttpRouterService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CreateCaller } from '../access/Caller';
import type { ApprovalLinks } from '../access/links/ApprovalLinks';
import type { PlatformViewOptions } from '../access/resolve/PlatformView';
import type { ApiConfig, WindmillConfig } from '../config/blocks';
import type { Perform } from '../operations/Operation';
import { closeWhileStopping, createRouter, limitRequests } from '../rest';
import { mountWindmill } from '../windmill';
import { composeAgentActions } from './agentActions';
import type { Engine } from './engine';
import type { Stopping } from './Stopping';

export interface DoorsOptions {
  createCaller: CreateCaller;
  /** Opens links that answer without a token. */
  links: Pick<ApprovalLinks, 'open'>;
  perform: Perform;
  /** The parts that show what tools are made of. */
  platform: PlatformViewOptions;
  engine: Pick<Engine, 'knex' | 'workers' | 'clock' | 'logger'>;
  api: ApiConfig;
  windmill: WindmillConfig;
  /** The address at which people see a run, without its id. */
  runsUrl: string;
  stopping: Stopping;
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  rootLifecycle: RootLifecycleService;
  pluginMetadata: PluginMetadataService;
  rootHttpRouter: RootHttpRouterService;
}

/** Opens the doors: REST, Backstage's actions, and the one for clients of Windmill. */
export async function composeDoors(options: DoorsOptions): Promise<void> {
  const { createCaller, perform, httpRouter, auth, engine } = options;
  const stopping = options.stopping.signal;
  httpRouter.use(closeWhileStopping(stopping));
  httpRouter.addAuthPolicy({
    path: '/v1/openapi.yaml',
    allow: 'unauthenticated',
  });
  httpRouter.use(
    createRouter({
      perform,
      createCaller,
      httpAuth: options.httpAuth,
      auth,
      logger: engine.logger,
      requestsPerMinute: options.api.requestsPerMinute,
      stopping,
    }),
  );
  await Promise.all([
    composeAgentActions({
      perform,
      createCaller,
      platform: options.platform,
      actionsRegistry: options.actionsRegistry,
      rootLifecycle: options.rootLifecycle,
      stopping: options.stopping,
      clock: engine.clock,
      logger: engine.logger,
    }),
    options.windmill.enabled && openWindmill(options),
  ]);
}

async function openWindmill(options: DoorsOptions): Promise<void> {
  const { engine, windmill, httpAuth } = options;
  await mountWindmill({
    perform: options.perform,
    createCaller: options.createCaller,
    workspace: windmill.workspace,
    defaultEnvironment: options.platform.environments.fallback,
    waitLimitMs: windmill.waitLimitMs,
    mountAtRoot: windmill.mountAtRoot,
    runsUrl: options.runsUrl,
    workers: engine.workers,
    links: options.links,
    closing: closeWhileStopping(options.stopping.signal),
    limit: limitRequests({
      httpAuth,
      requestsPerMinute: options.api.requestsPerMinute,
    }),
    auth: options.auth,
    discovery: options.discovery,
    httpRouter: options.httpRouter,
    pluginMetadata: options.pluginMetadata,
    rootHttpRouter: options.rootHttpRouter,
    stopping: options.stopping.signal,
    clock: engine.clock,
    logger: engine.logger,
  });
}
