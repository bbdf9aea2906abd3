import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { bundle, type BundleReport } from './bundle';

/** What every Backstage loads anyway. */
const SHARED = [
  'react',
  'react/*',
  'react-dom',
  'react-router-dom',
  '@backstage/*',
  '@material-ui/*',
];

const ENTRY = 'alpha.tsx';

/**
 * The JavaScript that a page of the portal adds, in bytes, minified and
 * gzipped: the files that have to be there before it can be shown. `pages`
 * are the sources that are loaded for each of them, one after the other.
 */
export async function measurePages<Name extends string>(
  pages: Record<Name, string[]>,
): Promise<Record<Name, number>> {
  const entry = resolvePackagePath(
    '@idp/backstage-plugin-idp-orchestrator',
    'src',
    ENTRY,
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-pages-'));
  const report = await bundle(entry, [
    '--minify',
    '--splitting',
    '--format=esm',
    '--define:process.env.NODE_ENV="production"',
    ...SHARED.map(name => `--external:${name}`),
    `--outdir=${folder}`,
  ]);
  const sizes: Partial<Record<Name, number>> = {};
  for (const [name, sources] of Object.entries<string[]>(pages)) {
    const files = new Set<string>();
    for (const source of [ENTRY, ...sources]) {
      addWithImports(files, findOutput(report, source), report);
    }
    sizes[name as Name] = await gzippedBytes(path.dirname(entry), files);
  }
  await rm(folder, { recursive: true, force: true });
  return sizes as Record<Name, number>;
}

function findOutput({ outputs }: BundleReport, source: string): string {
  const found = Object.entries(outputs).find(
    ([, { entryPoint }]) => entryPoint === source,
  );
  if (found) return found[0];
  throw new Error(`Nothing is loaded from ${source}`);
}

/** What is imported when it is asked for comes later. */
function addWithImports(
  files: Set<string>,
  file: string,
  report: BundleReport,
): void {
  if (files.has(file)) return;
  files.add(file);
  for (const { path: imported, kind, external } of report.outputs[file]
    .imports) {
    if (kind === 'import-statement' && !external) {
      addWithImports(files, imported, report);
    }
  }
}

async function gzippedBytes(
  folder: string,
  files: ReadonlySet<string>,
): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    bytes += gzipSync(await readFile(path.join(folder, file))).length;
  }
  return bytes;
}
