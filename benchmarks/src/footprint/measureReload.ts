import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConfig } from '../crash/CrashSubject';
import { findFreePort } from '../databases/findFreePort';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { bundleSources } from './bundleSources';
import { DevelopedBackend } from './DevelopedBackend';

const REPETITIONS = 5;

/** ms from the polite signal to a backend until the next one is up. */
export interface ReloadTimes {
  with: number;
  without: number;
  /** The median of the differences of two reloads one after the other. */
  share: number;
  /** The part of it that is spent on the stop. */
  stopWith: number;
  stopWithout: number;
}

interface Reload {
  stop: number;
  whole: number;
}

/** Reloads as `create-app` sets them up: SQLite in memory, kept from one process to the next. */
export async function measureReload(): Promise<ReloadTimes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-reload-'));
  const scripts = await createScriptsFolder({});
  const { plugin, backend: entry, catalog } = await bundleSources();
  const open = async (name: string, environment: Record<string, string>) => {
    const place = {
      folder,
      scripts,
      effectFile: '',
      port: await findFreePort(),
    };
    const configFile = path.join(folder, `${name}.yaml`);
    const config = createConfig(place) as { backend: object };
    await writeFile(
      configFile,
      JSON.stringify({
        ...config,
        backend: {
          ...config.backend,
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        idpOrchestrator: {
          scriptsDirectory: scripts.directory,
          spoolDirectory: path.join(folder, 'spool'),
        },
      }),
    );
    const backend = new DevelopedBackend({
      entry,
      args: ['--config', configFile],
      environment: { ...environment, BENCHMARK_CATALOG: catalog },
    });
    await backend.start();
    return backend;
  };
  // Both are up all the time, so that they meet the same machine.
  const without = await open('without', {});
  const withPlugin = await open('with', { BENCHMARK_PLUGIN: plugin });
  const turn = async () => ({
    without: await reload(without),
    with: await reload(withPlugin),
  });
  await turn();
  const turns = await repeat(REPETITIONS, turn);
  await Promise.all([without.stop(), withPlugin.stop()]);
  await scripts.remove();
  await rm(folder, { recursive: true, force: true });
  return {
    with: median(turns.map(one => one.with.whole)),
    without: median(turns.map(one => one.without.whole)),
    share: median(turns.map(one => one.with.whole - one.without.whole)),
    stopWith: median(turns.map(one => one.with.stop)),
    stopWithout: median(turns.map(one => one.without.stop)),
  };
}

async function reload(backend: DevelopedBackend): Promise<Reload> {
  const stop = await timeOf(() => backend.stop());
  return { stop, whole: stop + (await timeOf(() => backend.start())) };
}
