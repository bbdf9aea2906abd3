import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/**
 * The default server, except that it ends at once: portal pages and the
 * backend's own long polls hold connections open, and each of them would keep
 * a stopping backend for up to a minute. They reconnect to the next one.
 */
export const httpServer = rootHttpRouterServiceFactory({
  configure({ applyDefaults, lifecycle, server }) {
    applyDefaults();
    lifecycle.addShutdownHook(() => server.closeAllConnections());
  },
});
