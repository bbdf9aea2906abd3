import type { Server } from 'node:http';
import { once } from 'node:events';
import type { RequestHandler } from 'express';
import { isOverWithin } from '../waiting/isOverWithin';

/** The time (ms) that a stopped server has to end by itself. */
const PATIENCE_MS = 1_000;

/**
 * Remembers the servers that requests come by, to end what would keep one from
 * stopping: connections that a browser opened and never used count as busy for a
 * minute, and so do long polls of others that nobody ends.
 */
export class RequestServers {
  readonly #servers = new Set<Server>();

  readonly remember: RequestHandler = (req, _res, next) => {
    // Node.js gives each socket its server, which the types do not tell.
    const { server } = req.socket as unknown as { server?: Server };
    if (server) this.#servers.add(server);
    next();
  };

  /** Waits a moment for servers that are being stopped, and ends what is left of their connections. */
  async endConnections(): Promise<void> {
    const servers = [...this.#servers];
    await Promise.all(
      servers.map(async server => {
        if (await isOverWithin(once(server, 'close'), PATIENCE_MS)) return;
        server.closeAllConnections();
      }),
    );
  }
}
