import { createParser } from 'eventsource-parser';
import { seqOf, type FeedEntry } from '../run';

/** Whether the watcher hears the backend now. */
export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface WatchRunOptions {
  /** Only what comes after this `seq`; 0 (all) when absent. */
  after?: number;
  /** `events` leaves log chunks out; both when absent. */
  include?: 'events' | 'events,logs';
  signal?: AbortSignal;
  onConnection?: (connection: Connection, cause?: Error) => void;
}

/** The backend says that the run is over and all of it was sent. */
const END = Symbol('end of feed');

type Received = FeedEntry | typeof END;

type Connect = (after: number, signal?: AbortSignal) => Promise<Response>;

/** A stream that says nothing for this long (three heartbeats, in ms) is dead. */
const SILENCE_LIMIT_MS = 45_000;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Reads a run's feed over and over, each connection from the last entry seen,
 * until the backend says that the run is over, or the caller aborts.
 *
 * @throws the backend's answer when it refuses for good (a 4xx other than
 *   408 and 429).
 */
export async function* watchFeed(
  connect: Connect,
  options: WatchRunOptions,
): AsyncGenerator<FeedEntry> {
  const reached = { after: options.after ?? 0, ended: false };
  let delay = FIRST_RETRY_MS;
  options.onConnection?.('connecting');
  while (!options.signal?.aborted) {
    try {
      for await (const entry of readNewer(connect, reached, options)) {
        delay = FIRST_RETRY_MS;
        yield entry;
      }
      if (reached.ended) return;
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

/** Moves `reached` on; what came before it is known already. */
async function* readNewer(
  connect: Connect,
  reached: { after: number; ended: boolean },
  options: WatchRunOptions,
): AsyncGenerator<FeedEntry> {
  for await (const entry of readConnection(connect, reached.after, options)) {
    if (entry === END) {
      reached.ended = true;
      return;
    }
    if (seqOf(entry) <= reached.after) continue;
    reached.after = seqOf(entry);
    yield entry;
  }
}

async function* readConnection(
  connect: Connect,
  after: number,
  options: WatchRunOptions,
): AsyncGenerator<Received> {
  const silence = new AbortController();
  const signal = options.signal
    ? AbortSignal.any([options.signal, silence.signal])
    : silence.signal;
  let timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  try {
    const response = await connect(after, signal);
    options.onConnection?.('live');
    for await (const text of readText(response)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
      yield* text;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

/** The entries of each piece of the stream as it arrives; heartbeats give an empty list. */
async function* readText(response: Response): AsyncGenerator<Received[]> {
  if (!response.body) throw new Error('The event stream has no body');
  let entries: Received[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) =>
      entries.push(event === 'end' ? END : (JSON.parse(data) as FeedEntry)),
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
    yield entries;
    entries = [];
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

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
