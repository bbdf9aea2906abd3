import type { Server } from 'node:http';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { readKnownHosts, refuseUnknownHosts } from './knownHosts';
import { readListenAddress } from './listenAddress';
import { listenOnIpv6 } from './listenOnIpv6';
import { requireSafeExposure } from './safeExposure';

/**
 * The default server, with three differences. It does not listen where that
 * would be unsafe, it answers to its own names only, and it does on both
 * addresses of `localhost`.
 */
export const httpServer = rootHttpRouterServiceFactory({
  configure({ applyDefaults, config, lifecycle, server }) {
    // Here, because this is all that is sure to come before it listens.
    requireSafeExposure(config, process.env.NODE_ENV);
    refuseUnknownHosts(server, readKnownHosts(config));
    applyDefaults();
    afterStart(server, async () => {
      const { host, port } = readListenAddress(config);
      if (host !== '127.0.0.1') return;
      lifecycle.addShutdownHook(await listenOnIpv6(server, port));
    });
  },
});

/**
 * Does something when the server listens, as a part of its start. Backstage's
 * server has a `start` that its type does not tell; a test pins it.
 */
function afterStart(server: Server, work: () => Promise<void>): void {
  const started = server as Server & { start(): Promise<void> };
  const start = started.start.bind(server);
  started.start = async () => {
    await start();
    await work();
  };
}
