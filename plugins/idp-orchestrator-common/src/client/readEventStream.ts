import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { pause } from './pause';

/**
 * The state of the connection by which a watcher hears the backend.
 *
 * @public
 */
export type Connection = 'connecting' | 'live' | 'reconnecting';

/** @public */
export interface WatchOptions {
  signal?: AbortSignal;
  onConnection?: (connection: Connection, cause?: Error) => void;
}

/**
 * The silence (three heartbeats, in ms) after which a stream is taken for dead.
 */
const SILENCE_LIMIT_MS = 45_000;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Reads one connection after another, each by `read`, until `isOver` says so
 * or the caller aborts.
 *
 * @throws the backend's answer when it refuses for good (a 4xx other than
 *   408 and 429).
 */
export async function* readAgainAndAgain<T>(
  read: () => AsyncGenerator<T>,
  options: WatchOptions & { isOver(): boolean },
): AsyncGenerator<T> {
  let delay = FIRST_RETRY_MS;
  options.onConnection?.('connecting');
  while (!options.signal?.aborted) {
    try {
      for await (const piece of read()) {
        delay = FIRST_RETRY_MS;
        yield piece;
      }
      if (options.isOver()) return;
      options.onConnection?.('reconnecting');
    } catch (error) {
      if (options.signal?.aborted) return;
      if (isFinal(error)) throw error;
      options.onConnection?.('reconnecting', error as Error);
    }
    await pause(delay, options.signal);
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  }
}

/**
 * Yields the events of one connection, piece by piece as they arrive;
 * heartbeats give an empty list.
 */
export async function* readEventStream(
  connect: (signal: AbortSignal) => Promise<Response>,
  options: WatchOptions,
): AsyncGenerator<EventSourceMessage[]> {
  const silence = new AbortController();
  const signal = options.signal
    ? AbortSignal.any([options.signal, silence.signal])
    : silence.signal;
  let timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  try {
    const response = await connect(signal);
    options.onConnection?.('live');
    for await (const events of readEvents(response)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
      yield events;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

async function* readEvents(
  response: Response,
): AsyncGenerator<EventSourceMessage[]> {
  if (!response.body) throw new Error('The event stream has no body');
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: event => events.push(event) });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
    yield events;
    events = [];
  }
}

function isFinal(error: unknown): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return (
    status !== undefined &&
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    status !== 429
  );
}
