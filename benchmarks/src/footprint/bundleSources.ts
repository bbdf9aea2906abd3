import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { bundle } from './bundle';

const AS_PUBLISHED = [
  '--platform=node',
  '--format=cjs',
  '--external:./node_modules/*',
  '--packages=external',
  ...['-common', '-node'].map(
    name =>
      `--alias:@idp/backstage-plugin-idp-orchestrator${name}=${resolvePackagePath(`@idp/backstage-plugin-idp-orchestrator${name}`, 'src/index.ts')}`,
  ),
];

/**
 * A backend and the plugin as they are published: JavaScript, our packages in
 * it; and where the library is that every Backstage has loaded.
 */
export async function bundleSources() {
  const root = resolvePackagePath('@idp/benchmarks', '..');
  // Where what they import is found.
  const folder = path.join(root, '.data', 'bench');
  await mkdir(folder, { recursive: true });
  const plugin = path.join(folder, 'plugin.cjs');
  const source = resolvePackagePath(
    '@idp/backstage-plugin-idp-orchestrator-backend',
    'src/index.ts',
  );
  await bundle(source, [...AS_PUBLISHED, `--outfile=${plugin}`]);
  const backend = path.join(folder, 'startedBackend.cjs');
  const start = path.join(path.dirname(__filename), 'startedBackend.ts');
  await bundle(start, [...AS_PUBLISHED, `--outfile=${backend}`]);
  const catalog = createRequire(
    resolvePackagePath(
      '@idp/backstage-plugin-idp-orchestrator-backend',
      'package.json',
    ),
  ).resolve('@backstage/plugin-catalog-node');
  return { plugin, backend, catalog };
}
