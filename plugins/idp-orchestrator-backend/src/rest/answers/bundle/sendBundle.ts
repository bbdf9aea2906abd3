import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Response } from 'express';
import { pack } from 'tar-stream';
import type { BundleFile } from './listBundleFiles';

/**
 * Sends files as one `.tar.gz`, each made when the one before is on its way. A
 * failure in the middle cuts the answer off, so that nobody takes a part for
 * the whole; a reader who hangs up is none.
 */
export async function sendBundle(
  res: Response,
  { name, files }: { name: string; files: AsyncGenerator<BundleFile> },
): Promise<void> {
  // The first file tells whether there is anything to send at all.
  const first = await files.next();
  res.type('application/gzip').attachment(`${name}.tar.gz`);
  const archive = pack();
  // Both below tell of it; unheard it would end the process.
  archive.on('error', () => {});
  const [added, sent] = await Promise.allSettled([
    addFiles(archive, { name, first, files }),
    pipeline(Readable.from(archive), createGzip(), res),
  ]);
  if (added.status === 'rejected' && !isHangUp(added.reason))
    throw added.reason;
  if (sent.status === 'rejected' && !isHangUp(sent.reason)) throw sent.reason;
}

function isHangUp(error: Error & { code?: string }): boolean {
  return (
    error.code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    error.message === 'Premature close'
  );
}

async function addFiles(
  archive: ReturnType<typeof pack>,
  bundle: {
    name: string;
    first: IteratorResult<BundleFile, void>;
    files: AsyncGenerator<BundleFile>;
  },
): Promise<void> {
  const add = ({ name, text }: BundleFile) =>
    new Promise<void>((resolve, reject) => {
      const entry = { name: `${bundle.name}/${name}` };
      archive
        .entry(entry, text, error => (error ? reject(error) : resolve()))
        .on('error', reject);
    });
  try {
    if (!bundle.first.done) await add(bundle.first.value);
    for await (const file of bundle.files) await add(file);
    archive.finalize();
  } catch (error) {
    archive.destroy(error as Error);
    throw error;
  }
}
