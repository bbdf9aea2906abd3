import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface BundleReport {
  /** By path, relative to the folder of the entry. */
  outputs: Record<
    string,
    {
      /** Relative as well. */
      entryPoint?: string;
      imports: Array<{ path: string; kind: string; external?: boolean }>;
    }
  >;
}

/** Comes with Backstage's own tools. */
const ESBUILD = require.resolve('esbuild/bin/esbuild');

/** Makes JavaScript of a package's sources, as a build does; returns what the bundler tells. */
export async function bundle(
  entry: string,
  options: string[],
): Promise<BundleReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-bundle-'));
  const metafile = path.join(folder, 'meta.json');
  const name = path.basename(entry);
  await promisify(execFile)(
    process.execPath,
    [ESBUILD, name, '--bundle', `--metafile=${metafile}`, ...options],
    { cwd: path.dirname(entry) },
  );
  const report = JSON.parse(await readFile(metafile, 'utf8')) as BundleReport;
  await rm(folder, { recursive: true, force: true });
  return report;
}
