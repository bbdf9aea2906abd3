import type { PlatformHealth } from '../health';
import {
  readAgainAndAgain,
  readEventStream,
  type WatchOptions,
} from './readEventStream';

/** @public */
export interface WatchHealthOptions extends WatchOptions {
  /** The environment; the default one of the installation when absent. */
  environment?: string;
}

/**
 * Yields how the platform is, and again whenever that has changed, over as many
 * connections as it takes, until the caller aborts. A new connection begins
 * with how it is now, so nothing that lasts is missed.
 *
 * @throws the backend's answer when it refuses for good (a 4xx other than
 *   408 and 429).
 */
export function watchHealth(
  connect: (signal: AbortSignal) => Promise<Response>,
  options: WatchHealthOptions,
): AsyncGenerator<PlatformHealth> {
  return readAgainAndAgain(() => readHealth(connect, options), {
    ...options,
    isOver: () => false,
  });
}

async function* readHealth(
  connect: (signal: AbortSignal) => Promise<Response>,
  options: WatchHealthOptions,
): AsyncGenerator<PlatformHealth> {
  for await (const events of readEventStream(connect, options)) {
    for (const { event, data } of events) {
      if (event === 'health') yield JSON.parse(data) as PlatformHealth;
    }
  }
}
