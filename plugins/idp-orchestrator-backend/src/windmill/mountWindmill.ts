import type {
  DiscoveryService,
  HttpRouterService,
  PluginMetadataService,
  RootHttpRouterService,
} from '@backstage/backend-plugin-api';
import type { RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createWindmillRouter } from './createWindmillRouter';
import type { WindmillOptions } from './WindmillOptions';

export interface WindmillMount extends Omit<WindmillOptions, 'baseUrl'> {
  httpRouter: HttpRouterService;
  rootHttpRouter: RootHttpRouterService;
  discovery: DiscoveryService;
  pluginMetadata: PluginMetadataService;
  /**
   * True when the routes are at the root of the backend too, where Windmill
   * itself has them.
   */
  mountAtRoot: boolean;
}

/**
 * The paths that are taken at the root: none that a plugin of Backstage is
 * likely to have.
 */
const ROOT_PATHS = [
  '/w',
  '/version',
  '/users/whoami',
  '/workspaces/list',
  '/workspaces/exists',
  '/health/status',
  '/schedules/preview',
];

/** Opens the Windmill-compatible door, under the plugin and, if wanted, at the root of the backend. */
export async function mountWindmill(mount: WindmillMount): Promise<void> {
  const { httpRouter, rootHttpRouter } = mount;
  const router = createWindmillRouter(await completeOptions(mount));

  // The door asks for tokens itself: Windmill's clients send them in three ways.
  httpRouter.addAuthPolicy({ path: '/windmill', allow: 'unauthenticated' });
  const underPlugin = PromiseRouter();
  underPlugin.use('/windmill/api', router);
  httpRouter.use(underPlugin);
  if (!mount.mountAtRoot) return;
  for (const path of ROOT_PATHS) {
    rootHttpRouter.use(`/api${path}`, within(path, router));
  }
}

async function completeOptions(mount: WindmillMount): Promise<WindmillOptions> {
  const { discovery, pluginMetadata } = mount;
  const address = await discovery.getExternalBaseUrl(pluginMetadata.getId());
  return { ...mount, baseUrl: `${address}/windmill/api` };
}

/** Gives the router back the part of the address by which it was found. */
function within(path: string, router: Router): RequestHandler {
  return (request, response, next) => {
    const rest = request.url;
    request.url = `${path}${rest === '/' ? '' : rest.replace(/^\/\?/, '?')}`;
    router(request, response, next);
  };
}
