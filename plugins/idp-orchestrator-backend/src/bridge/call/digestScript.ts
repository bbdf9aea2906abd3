import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** So many are kept, the last ones. */
const MOST_KEPT = 1_000;

/** Digests by paths, with what tells whether the file is still the same. */
const kept = new Map<string, { stamp: string; digest: string }>();

/**
 * Reads which file a script is: its SHA-256 in hexadecimal. The file is read
 * again only when it is another one or was changed. Undefined for one that may
 * be executed and not read.
 */
export async function digestScript(file: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, {
      bigint: true,
    });
    const stamp = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
    const known = kept.get(file);
    if (known?.stamp === stamp) return known.digest;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const digest = hash.digest('hex');
    kept.delete(file);
    kept.set(file, { stamp, digest });
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return digest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}
