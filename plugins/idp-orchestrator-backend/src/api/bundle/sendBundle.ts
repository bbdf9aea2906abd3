import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Response } from 'express';
import { pack } from 'tar-stream';
import type { BundleFile } from './listBundleFiles';

/**
 * Sends files as one `.tar.gz`, each made when the one before is on its way. A
 * failure in the middle cuts the answer off, so that nobody takes a part for
 * the whole.
 */
export async function sendBundle(
  res: Response,
  { name, files }: { name: string; files: AsyncGenerator<BundleFile> },
): Promise<void> {
  // The first file tells whether there is anything to send at all.
  const first = await files.next();
  res.type('application/gzip').attachment(`${name}.tar.gz`);
  const archive = pack();
  const added = addFiles(archive, { name, first, files });
  await Promise.all([
    pipeline(Readable.from(archive), createGzip(), res),
    added,
  ]);
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
      archive.entry(entry, text, error => (error ? reject(error) : resolve()));
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
