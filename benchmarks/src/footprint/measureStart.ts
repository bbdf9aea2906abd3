import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BackendProcess } from '../crash/BackendProcess';
import { createConfig } from '../crash/CrashSubject';
import { findFreePort } from '../databases/findFreePort';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { bundleSources } from './bundleSources';

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
  const { plugin, backend, catalog } = await bundleSources();
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
