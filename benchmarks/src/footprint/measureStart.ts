import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { BackendProcess } from '../crash/BackendProcess';
import { createConfig } from '../crash/CrashSubject';
import { findFreePort } from '../databases/findFreePort';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { bundle } from './bundle';

const REPETITIONS = 15;

/** ms from the start of a process until its backend is up. */
export interface StartTimes {
  with: number;
  without: number;
  /** The median of the differences of two starts one after the other. */
  share: number;
}

/** A start takes seconds, some of them half a second more than others. */
export async function measureStart(): Promise<StartTimes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-start-'));
  const scripts = await createScriptsFolder({});
  const { plugin, backend } = await bundleSources();
  const catalog = createRequire(
    resolvePackagePath(
      '@idp/backstage-plugin-idp-orchestrator-backend',
      'package.json',
    ),
  ).resolve('@backstage/plugin-catalog-node');
  const measure = async (environment: Record<string, string>) => {
    const place = {
      folder,
      scripts,
      effectFile: '',
      port: await findFreePort(),
    };
    const process = new BackendProcess({
      entry: backend,
      // Without what makes JavaScript of TypeScript, which no published backend has.
      execArgv: [],
      folder,
      environment: { ...environment, BENCHMARK_CATALOG: catalog },
      config: {
        ...createConfig(place),
        idpOrchestrator: {
          scriptsDirectory: scripts.directory,
          spoolDirectory: path.join(folder, 'spool'),
        },
      },
    });
    const ms = await timeOf(() => process.start());
    await process.kill();
    return ms;
  };
  // In turns, so that whatever else the machine does meets both.
  const turn = async () => ({
    without: await measure({}),
    with: await measure({ BENCHMARK_PLUGIN: plugin }),
  });
  // The first one makes the tables.
  await turn();
  const turns = await repeat(REPETITIONS, turn);
  await scripts.remove();
  await rm(folder, { recursive: true, force: true });
  return {
    with: median(turns.map(one => one.with)),
    without: median(turns.map(one => one.without)),
    share: median(turns.map(one => one.with - one.without)),
  };
}

/** Both as they are published: JavaScript, our packages in it. */
async function bundleSources() {
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
  return { plugin, backend };
}

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
