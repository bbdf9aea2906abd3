import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { isOverWithin } from '../waiting/isOverWithin';

/** The channel on which Node.js tells of each request, and of its server. */
const REQUESTS = 'http.server.request.start';
/** The time (ms) that a stopped server has to end by itself. */
const PATIENCE_MS = 1_000;

/**
 * Remembers the servers of this process, to end what would keep one from
 * stopping: connections that a browser opened and never used count as busy for a
 * minute, and so do long polls that nobody ends, as Backstage's for events.
 */
export class RequestServers {
  readonly #servers = new Set<Server>();

  readonly #remember = (message: unknown): void => {
    const { server } = message as { server: Server };
    if (this.#servers.has(server)) return;
    this.#servers.add(server);
    server.once('close', () => this.#servers.delete(server));
  };

  /** Begins to remember those that requests come by. */
  watch(): void {
    subscribe(REQUESTS, this.#remember);
  }

  /**
   * Gives servers that are being stopped a moment, and ends what is left of their
   * connections; others are left alone.
   */
  async endConnections(): Promise<void> {
    unsubscribe(REQUESTS, this.#remember);
    // Whoever stops them does it in this same turn.
    await new Promise(setImmediate);
    const stopped = [...this.#servers].filter(({ listening }) => !listening);
    await Promise.all(
      stopped.map(async server => {
        if (await isOverWithin(once(server, 'close'), PATIENCE_MS)) return;
        server.closeAllConnections();
      }),
    );
  }
}
