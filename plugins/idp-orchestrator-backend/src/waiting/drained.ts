import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Waits until a stream that said it is full takes more, or `signal` aborts
 * because its reader has gone. It is for answers that are written piece by
 * piece beside something else, such as a heartbeat; what is only sent on is
 * piped.
 *
 * @throws what the stream fails with
 */
export async function drained(
  stream: Writable,
  signal: AbortSignal,
): Promise<void> {
  try {
    await once(stream, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
