import { composeEngine, type ComposedEngine } from '../backends/composeEngine';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { nothingFlow } from '../measure/flows';
import { repeat, timeOf } from '../measure/repeat';
import { median, percentile } from '../measure/statistics';
import { StepClock } from '../measure/StepClock';
import {
  inMs,
  NOTHING,
  perSecond,
  type Bar,
  type Figure,
} from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const WARM_UPS = 50;
const REPETITIONS = 200;
const BATCH = 1_000;
const MOST_MS = 5;
const LEAST_FLOWS_PER_SECOND = 300;

/** Measured by their makers or by others, on machines of theirs. */
const PUBLISHED = [
  ['Restate', 4.1],
  ['Windmill', 103],
  ['Temporal', 119],
] as const;

export const smallFlows: Bar = {
  number: 2,
  title: 'Three steps of no effect, from start to end; a batch of flows',
  async measure() {
    const figures: Figure[] = [];
    for (const start of [startSqlite, startPostgres]) {
      const database = await start();
      figures.push(...report(database.name, await measureOn(database)));
      await database.stop();
    }
    return [...figures, ...reportPublished()];
  },
};

interface Times {
  /** ms, from the call to the last commit. */
  inProcess: number[];
  /** ms, from the request to the end of the stream of events. */
  http: number[];
  flowsPerSecond: number;
}

async function measureOn(database: BenchDatabase): Promise<Times> {
  const folder = await createScriptsFolder({});
  const flows = [nothingFlow('three', 3)];
  const idp = await startOrchestrator({
    database,
    folder,
    flows,
    clock: new StepClock(),
  });
  const http = await timesOf(idp);
  await idp.stop();
  const engine = await composeEngine(database, flows);
  const inProcess = await timesOf(engine);
  const batch = await timeOf(() =>
    Promise.all(Array.from({ length: BATCH }, () => engine.runToEnd('three'))),
  );
  await engine.stop();
  await folder.remove();
  return { inProcess, http, flowsPerSecond: (BATCH / batch) * 1_000 };
}

async function timesOf(
  flows: ComposedEngine | RunningOrchestrator,
): Promise<number[]> {
  const once = () => timeOf(() => flows.runToEnd('three'));
  await repeat(WARM_UPS, once);
  return repeat(REPETITIONS, once);
}

function report(
  name: BenchDatabase['name'],
  { inProcess, http, flowsPerSecond }: Times,
): Figure[] {
  const isBar = name === 'SQLite';
  const none = { peer: NOTHING, ratio: NOTHING };
  return [
    {
      ...none,
      what: `three steps, ${name}, in the process`,
      ours: describe(inProcess),
      bar: isBar ? `≤ ${MOST_MS} ms` : NOTHING,
      ...(isBar && { met: median(inProcess) <= MOST_MS }),
    },
    {
      ...none,
      what: `three steps, ${name}, over HTTP`,
      ours: describe(http),
      bar: NOTHING,
    },
    {
      ...none,
      what: `batch of ${BATCH} flows, ${name}`,
      ours: perSecond(flowsPerSecond, 'flows'),
      bar: isBar ? `≥ ${LEAST_FLOWS_PER_SECOND} flows/s` : NOTHING,
      ...(isBar && { met: flowsPerSecond >= LEAST_FLOWS_PER_SECOND }),
    },
  ];
}

function reportPublished(): Figure[] {
  return PUBLISHED.map(([name, ms]) => ({
    what: `three steps, ${name} (published, other machines)`,
    ours: NOTHING,
    peer: `${ms} ms`,
    ratio: NOTHING,
    bar: NOTHING,
  }));
}

function describe(times: number[]): string {
  return `${inMs(median(times))}, p95 ${inMs(percentile(times, 95))}`;
}
