import { promisify } from 'node:util';
import { deflate, inflate, inflateSync } from 'node:zlib';
import { DICTIONARY } from './dictionary';
import { UnreadableRunError } from './UnreadableRunError';

const deflated = promisify<
  string,
  { dictionary: Buffer },
  Buffer<ArrayBufferLike>
>(deflate);
const inflated = promisify<
  Uint8Array,
  { dictionary: Buffer },
  Buffer<ArrayBufferLike>
>(inflate);

/**
 * The newest format in which compacted runs are written; processes report the
 * one that they can read. The first byte of what is stored is its format. This
 * one is zlib's own with `DICTIONARY`: its checksum notices a changed bit, and
 * another dictionary.
 */
export const FORMAT = 1;

const WITH_DICTIONARY = { dictionary: DICTIONARY };

/** Compresses a text, outside the event loop. */
export async function compress(text: string): Promise<Buffer> {
  const content = await deflated(text, WITH_DICTIONARY);
  return Buffer.concat([Buffer.of(FORMAT), content]);
}

/**
 * Reads what was compressed of a run, outside the event loop.
 *
 * @throws UnreadableRunError when it was damaged, or a newer version wrote it
 */
export async function expand(runId: string, stored: Buffer): Promise<unknown> {
  const content = requireFormat(runId, stored);
  try {
    const text = await inflated(content, WITH_DICTIONARY);
    return JSON.parse(text.toString());
  } catch {
    throw UnreadableRunError.damaged(runId);
  }
}

/** The same at once, for what is small. */
export function expandNow(runId: string, stored: Buffer): unknown {
  const content = requireFormat(runId, stored);
  try {
    return JSON.parse(inflateSync(content, WITH_DICTIONARY).toString());
  } catch {
    throw UnreadableRunError.damaged(runId);
  }
}

function requireFormat(runId: string, stored: Buffer): Uint8Array {
  const [format] = stored;
  if (format !== FORMAT) throw UnreadableRunError.unknown(runId, format);
  return stored.subarray(1);
}
