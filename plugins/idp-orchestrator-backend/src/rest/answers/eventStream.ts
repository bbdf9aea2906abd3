import {
  seqOf,
  type FeedEntry,
  type FeedQuery,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Response } from 'express';
import { isDatabaseUnavailable } from '../../problems/DatabaseUnavailableError';
import { refuseWhileStopping } from '../../problems/whileStopping';
import { drained } from '../../waiting/drained';
import { readerSignal } from '../../waiting/readerSignal';

/**
 * The pause (ms) between two heartbeats: proxies cut streams that are silent.
 */
const HEARTBEAT_MS = 15_000;

interface EventStream<T> {
  /**
   * Yields the pieces as they come, until there is no more or `signal` aborts.
   */
  watch(signal: AbortSignal): Promise<AsyncGenerator<T>>;
  /** Formats a piece as the text of events. */
  format(piece: T): string;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}

/**
 * Sends what is watched as Server-Sent Events, and `event: end` when it is
 * over. A viewer that does not read is waited for; its backlog is not kept in
 * memory. When this backend stops, the stream just ends, after whole events, and
 * its viewer connects to another backend and goes on there.
 *
 * @throws ServiceUnavailableError when it is being stopped already
 */
export async function sendEventStream<T>(
  res: Response,
  { watch, format, stopping }: EventStream<T>,
): Promise<void> {
  refuseWhileStopping(stopping, 'opens no stream');
  const gone = readerSignal(res, stopping);
  const pieces = await watch(gone);
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    // no-transform keeps compression from holding events back.
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  res.write('retry: 1000\n\n');
  const heartbeat = setInterval(
    () => res.write(': heartbeat\n\n'),
    HEARTBEAT_MS,
  );
  try {
    for await (const piece of pieces) {
      const text = format(piece);
      if (text && !res.write(text)) await drained(res, gone);
    }
    if (!gone.aborted) res.end('event: end\ndata: {}\n\n');
  } catch (error) {
    // Ended without `event: end`, so that the viewer comes back for the rest.
    if (!isDatabaseUnavailable(error)) throw error;
  } finally {
    clearInterval(heartbeat);
    res.end();
  }
}

/**
 * Formats an entry of a run's feed, with its `seq` as id. A log chunk that is
 * not wanted still moves the id, so that resuming skips it.
 */
export function formatEntry(
  entry: FeedEntry,
  include: FeedQuery['include'],
): string {
  const id = `id: ${seqOf(entry)}\n`;
  if (entry.kind === 'log' && include === 'events') return `${id}\n`;
  return `${id}event: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`;
}
