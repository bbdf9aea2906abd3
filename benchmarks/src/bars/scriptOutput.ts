import { startOrchestrator } from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { countLines } from '../measure/countLines';
import { scriptFlow } from '../measure/flows';
import { MemoryWatch, readKeptMemory } from '../measure/MemoryWatch';
import { repeat } from '../measure/repeat';
import { median } from '../measure/statistics';
import { StepClock } from '../measure/StepClock';
import {
  NOTHING,
  perSecond,
  times,
  type Bar,
  type Figure,
} from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { talkativeScript } from '../scripts/talkativeScript';
import { measureScaffolderOutput, type PeerOutput } from './scaffolderOutput';

const LINES = 1_000_000;
const WARM_UP_LINES = 100_000;
const LEAST_PER_SECOND = 50_000;
const REPETITIONS = 3;
/** Bytes that may be kept, when all is done, for each million lines. */
const MOST_KEPT = 5_000_000;
const MB = 1_000_000;

export const scriptOutput: Bar = {
  number: 4,
  title: `A script that prints ${LINES.toLocaleString('en')} lines, all of them stored`,
  async measure() {
    const figures: Figure[] = [];
    for (const start of [startSqlite, startPostgres]) {
      const database = await start();
      const output = await measureOutput(database);
      const peers = await measureScaffolderOutput(database);
      figures.push(...report(database.name, output, peers));
      await database.stop();
    }
    return figures;
  },
};

interface Output {
  linesPerSecond: number;
  /** Bytes of RSS, from the start of a repetition to its peak. */
  memoryGrowth: number;
  /** Bytes that are still needed after one more repetition. */
  memoryKept: number;
}

async function measureOutput(database: BenchDatabase): Promise<Output> {
  const folder = await createScriptsFolder({
    some: talkativeScript(WARM_UP_LINES),
    many: talkativeScript(LINES),
  });
  const clock = new StepClock();
  const idp = await startOrchestrator({
    database,
    folder,
    clock,
    flows: [scriptFlow('say-some', 'some'), scriptFlow('say-many', 'many')],
  });
  const turn = async () => {
    clock.reset();
    const start = readKeptMemory();
    const rss = process.memoryUsage.rss();
    const memory = new MemoryWatch();
    const runId = await idp.runToEnd('say-many');
    const growth = memory.stop() - rss;
    const kept = readKeptMemory() - start;
    return { runId, growth, kept, ms: clock.msPerStep() };
  };
  await idp.runToEnd('say-some');
  const turns = await repeat(REPETITIONS, turn);
  for (const { runId } of turns) checkAll(await idp.readLog(runId, 'script'));
  await idp.stop();
  await folder.remove();
  return {
    linesPerSecond: (LINES / median(turns.map(({ ms }) => ms))) * 1_000,
    memoryGrowth: Math.max(...turns.map(({ growth }) => growth)),
    memoryKept: median(turns.map(({ kept }) => kept)),
  };
}

/** A figure of lines that were lost or mixed up would be worth nothing. */
function checkAll(lines: string[]): void {
  const count = countLines(lines, LINES);
  const right = count.stored === LINES && count.lost === 0 && count.inOrder;
  if (!right) {
    throw new Error(`Not what was printed: ${JSON.stringify(count)}`);
  }
}

function report(
  name: BenchDatabase['name'],
  output: Output,
  peers: PeerOutput[],
): Figure[] {
  const { linesPerSecond, memoryGrowth, memoryKept } = output;
  const ours = perSecond(linesPerSecond, 'lines');
  return [
    {
      what: `lines stored, ${name}`,
      ours,
      peer: NOTHING,
      ratio: NOTHING,
      bar: `≥ ${LEAST_PER_SECOND.toLocaleString('en')} lines/s`,
      met: linesPerSecond >= LEAST_PER_SECOND,
    },
    ...peers.map(peer => ({
      what: `against the scaffolder, ${name}, ${peer.how}`,
      ours,
      peer: perSecond(peer.linesPerSecond, 'lines'),
      ratio: times(linesPerSecond / peer.linesPerSecond),
      bar: NOTHING,
    })),
    {
      what: `memory for a million lines, ${name}: RSS at most; kept after it`,
      ours: `+${inMegabytes(memoryGrowth)}; +${inMegabytes(memoryKept)}`,
      peer: NOTHING,
      ratio: NOTHING,
      bar: `flat: keeps ≤ ${inMegabytes(MOST_KEPT)}`,
      met: memoryKept <= MOST_KEPT,
    },
  ];
}

function inMegabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
