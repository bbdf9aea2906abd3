import {
  seqOf,
  type FeedEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Response } from 'express';
import { isDatabaseUnavailable } from '../../problems/DatabaseUnavailableError';
import { drained } from '../../waiting/drained';

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
}

/**
 * Sends what is watched as Server-Sent Events, and `event: end` when it is
 * over. A viewer that does not read is waited for; its backlog is not kept in
 * memory.
 */
export async function sendEventStream<T>(
  res: Response,
  { watch, format }: EventStream<T>,
): Promise<void> {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  const pieces = await watch(gone.signal);
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
      if (text && !res.write(text)) await drained(res, gone.signal);
    }
    if (!gone.signal.aborted) res.end('event: end\ndata: {}\n\n');
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
  include: 'events' | 'events,logs',
): string {
  const id = `id: ${seqOf(entry)}\n`;
  if (entry.kind === 'log' && include === 'events') return `${id}\n`;
  return `${id}event: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`;
}
