import type { LogPage } from '../logPage';
import type { PlatformHealth } from '../health';
import type { FeedEntry, LogStream } from '../run';
import { createMethods, type ClientMethods } from './ClientMethods';
import {
  pathOf,
  RestConnection,
  withQuery,
  type CallOptions,
  type OrchestratorClientOptions,
} from './RestConnection';
import { watchFeed, type WatchRunOptions } from './watchFeed';
import { watchHealth, type WatchHealthOptions } from './watchHealth';

/**
 * * The choice of lines of an attempt's log, numbered from 1; `to` is included.
 *
 * @public
 */
export interface ReadLogsQuery {
  step: string;
  attempt?: number;
  stream?: LogStream;
  from?: number;
  to?: number;
  /** A text that the lines have to contain, in whatever case. */
  search?: string;
}

/**
 * A client of the REST API, whose operations are typed by their contracts and
 * named by their ids; what happens in a run and how the platform is can be
 * watched. Failures are `ResponseError`s of `@backstage/errors` with the
 * problem that the backend told.
 *
 * @public
 */
export interface OrchestratorClient extends Omit<ClientMethods, 'readLogs'> {}

// The methods of the interface are made from the table when a client is.
/** @public */
export class OrchestratorClient {
  readonly #rest: RestConnection;

  constructor(options: OrchestratorClientOptions) {
    this.#rest = new RestConnection(options);
    const { readLogs: _, ...methods } = createMethods(this.#rest);
    Object.assign(this, methods);
  }

  /** Reads a page of the log of one step. */
  readLogs(
    runId: string,
    query: ReadLogsQuery,
    call?: CallOptions,
  ): Promise<LogPage> {
    return this.#rest.get(
      withQuery(pathOf`/runs/${runId}/logs`, { ...query, format: 'json' }),
      call,
    );
  }

  /**
   * Yields how the platform is, at once and again whenever it has changed,
   * until the caller aborts.
   */
  watchHealth(
    options: WatchHealthOptions & CallOptions = {},
  ): AsyncGenerator<PlatformHealth> {
    const { environment, token } = options;
    const connect = (signal: AbortSignal) =>
      this.#rest.open(withQuery('/health/events', { environment }), {
        token,
        signal,
      });
    return watchHealth(connect, options);
  }

  /**
   * Yields everything that happens in a run from `after` on, in order and each
   * once, over as many connections as it takes. Ends after `run.finished`.
   */
  watchRun(
    runId: string,
    options: WatchRunOptions & CallOptions = {},
  ): AsyncGenerator<FeedEntry> {
    const connect = (after: number, signal?: AbortSignal) => {
      const { include, token } = options;
      const path = withQuery(pathOf`/runs/${runId}/events`, { after, include });
      return this.#rest.open(path, { token, signal });
    };
    return watchFeed(connect, options);
  }
}
