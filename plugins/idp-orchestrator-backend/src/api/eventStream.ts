import { once } from 'node:events';
import {
  seqOf,
  type FeedEntry,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Response } from 'express';

/** Proxies cut streams that are silent; ms. */
const HEARTBEAT_MS = 15_000;

interface EventStream {
  include: 'events' | 'events,logs';
  watch(signal: AbortSignal): Promise<AsyncGenerator<FeedEntry[]>>;
}

/**
 * Sends a run's feed as Server-Sent Events, each with its `seq` as id, and
 * `event: end` when the run is over. A viewer that does not read is waited
 * for; its backlog stays in the store, not in memory.
 */
export async function sendEventStream(
  res: Response,
  { include, watch }: EventStream,
): Promise<void> {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  const feed = await watch(gone.signal);
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
    for await (const entries of feed) {
      const text = entries.map(entry => format(entry, include)).join('');
      if (text && !res.write(text)) await drained(res, gone.signal);
    }
    if (!gone.signal.aborted) res.end('event: end\ndata: {}\n\n');
  } finally {
    clearInterval(heartbeat);
    res.end();
  }
}

/** A log chunk that is not wanted still moves the id, so that resuming skips it. */
function format(entry: FeedEntry, include: EventStream['include']): string {
  const id = `id: ${seqOf(entry)}\n`;
  if (entry.kind === 'log' && include === 'events') return `${id}\n`;
  return `${id}event: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`;
}

/** Waits until more can be written, or the reader has gone. */
export async function drained(
  res: Response,
  signal: AbortSignal,
): Promise<void> {
  try {
    await once(res, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
