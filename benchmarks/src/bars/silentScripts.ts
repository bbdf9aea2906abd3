import { setTimeout as sleep } from 'node:timers/promises';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { findProcesses } from '../measure/findProcesses';
import { countReads, sumCpuMs } from '../measure/processCost';
import { repeat } from '../measure/repeat';
import { median } from '../measure/statistics';
import { until } from '../measure/until';
import { NOTHING, perSecond, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const COUNT = 200;
const LOOK_EVERY_MS = 250;
/** Until what is done at the start of scripts is over. */
const SETTLE_MS = 20_000;
const MEASURED_MS = 10_000;
const REPETITIONS = 3;

const MOST_CPU = 0.05;
const MOST_READS = 500;
const MOST_BUFFER_BYTES = 20 * 1024;
/** A supervisor, its watcher, the script and its `sleep`. */
const MOST_PROCESSES = 4;

const SCRIPTS = { silent: 'sleep 300\nexit' };

export const silentScripts: Bar = {
  number: 18,
  title: `${COUNT} scripts that say nothing`,
  async measure() {
    const database = await startSqlite();
    const folder = await createScriptsFolder(SCRIPTS);
    const config = { engine: { concurrency: COUNT } };
    const idp = await startOrchestrator({ database, folder, config });
    const idleBuffers = readBufferBytes();
    const findOwn = () => findProcesses(`IDP_OUTPUT=${folder.directory}`);
    const ids = await startAll(idp);
    // With the `sleep` of each: all have begun.
    await until(
      async () => (await findOwn()).length >= 3 * COUNT,
      LOOK_EVERY_MS,
    );
    await sleep(SETTLE_MS);
    const pids = await findOwn();
    const costs = await repeat(REPETITIONS, () => measureCost(pids));
    const buffers = readBufferBytes() - idleBuffers;
    for (const id of ids)
      await idp.client.cancelRun(id, { reason: 'measured' });
    await until(async () => (await findOwn()).length === 0, LOOK_EVERY_MS);
    await idp.stop();
    await folder.remove();
    await database.stop();
    return report(costs, buffers);
  },
};

function startAll({ client }: RunningOrchestrator): Promise<string[]> {
  return Promise.all(
    Array.from({ length: COUNT }, async () => {
      const { id } = await client.startTask({ script: 'silent' });
      return id;
    }),
  );
}

interface Cost {
  /** The share of a core. */
  cpu: number;
  readsPerSecond: number;
  /** The share of a core that all processes around and of the scripts take. */
  scriptsCpu: number;
  processes: number;
}

async function measureCost(pids: string[]): Promise<Cost> {
  const scriptsBefore = await sumCpuMs(pids);
  const reads = await countReads();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await sleep(MEASURED_MS);
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const readsPerSecond = ((await countReads()) - reads) / (ms / 1_000);
  const scriptsMs = (await sumCpuMs(pids)) - scriptsBefore;
  return {
    cpu: (user + system) / 1_000 / ms,
    readsPerSecond,
    scriptsCpu: scriptsMs / ms,
    processes: pids.length / COUNT,
  };
}

/** Reads how much memory is held outside of the heap of V8, once what is not needed is gone. */
function readBufferBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
}

function report(costs: Cost[], bufferBytes: number): Figure[] {
  const of = (name: keyof Cost) => median(costs.map(cost => cost[name]));
  const eachBuffer = Math.max(0, bufferBytes / COUNT);
  const none = { peer: NOTHING, ratio: NOTHING };
  return [
    {
      what: 'CPU of the backend',
      ours: inPercent(of('cpu')),
      ...none,
      bar: `≤ ${inPercent(MOST_CPU)} of a core`,
      met: of('cpu') <= MOST_CPU,
    },
    {
      what: 'calls of read in the backend',
      ours: perSecond(of('readsPerSecond'), 'calls'),
      ...none,
      bar: `≤ ${perSecond(MOST_READS, 'calls')}`,
      met: of('readsPerSecond') <= MOST_READS,
    },
    {
      what: 'buffers of the backend, for each script',
      ours: inKilobytes(eachBuffer),
      ...none,
      bar: `≤ ${inKilobytes(MOST_BUFFER_BYTES)}`,
      met: eachBuffer <= MOST_BUFFER_BYTES,
    },
    {
      what: 'processes for each script; CPU of all of them',
      ours: `${of('processes').toFixed(1)}; ${inPercent(of('scriptsCpu'))}`,
      ...none,
      bar: `≤ ${MOST_PROCESSES}; –`,
      met: of('processes') <= MOST_PROCESSES,
    },
  ];
}

function inPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function inKilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
