import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { startOrchestrator } from '../backends/startOrchestrator';
import { startScaffolder } from '../backends/startScaffolder';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { createWriteMeter } from '../measure/committedWrite';
import { nothingFlow } from '../measure/flows';
import { repeat } from '../measure/repeat';
import { median } from '../measure/statistics';
import { StepClock } from '../measure/StepClock';
import { inMs, times, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const STEPS = 100;
const WARM_UPS = 3;
const REPETITIONS = 11;
const WRITES_EACH_TIME = 100;

const MOST_OF_SCAFFOLDER = { SQLite: 0.5, PostgreSQL: 0.33 };
const MOST_OF_WRITE = 1.5;

export const stepTime: Bar = {
  number: 1,
  title: `A step of no effect, in a flow of ${STEPS}`,
  async measure() {
    const figures: Figure[] = [];
    for (const start of [startSqlite, startPostgres]) {
      const database = await start();
      figures.push(...report(database.name, await measureOn(database)));
      await database.stop();
    }
    return figures;
  },
};

interface Times {
  /** ms for a step. */
  ours: number;
  scaffolder: number;
  /** ms for a committed write. */
  write: number;
}

async function measureOn(database: BenchDatabase): Promise<Times> {
  const clock = new StepClock();
  const folder = await createScriptsFolder({});
  const idp = await startOrchestrator({
    database,
    clock,
    folder,
    flows: [nothingFlow('steps', STEPS)],
  });
  const scaffolder = await startPeer(database, clock, folder.directory);
  const writes = await createWriteMeter(idp.database);
  const timed = async (run: () => Promise<unknown>) => {
    clock.reset();
    await run();
    return clock.msPerStep();
  };
  // In turns, so that whatever else the machine does meets all of them.
  const turn = async () => ({
    ours: await timed(() => idp.runUnwatched('steps')),
    write: await writes.measure(WRITES_EACH_TIME),
    scaffolder: await timed(() => scaffolder.runToEnd('steps')),
  });
  await repeat(WARM_UPS, turn);
  const turns = await repeat(REPETITIONS, turn);
  await scaffolder.stop();
  await idp.stop();
  await folder.remove();
  return {
    ours: median(turns.map(({ ours }) => ours)),
    scaffolder: median(turns.map(one => one.scaffolder)),
    write: median(turns.map(({ write }) => write)),
  };
}

function startPeer(
  database: BenchDatabase,
  clock: StepClock,
  workingDirectory: string,
) {
  const action = 'benchmark:nothing';
  return startScaffolder({
    database,
    workingDirectory,
    actions: [
      createTemplateAction({ id: action, handler: async () => clock.tick() }),
    ],
    templates: [
      {
        name: 'steps',
        spec: {
          steps: Array.from({ length: STEPS }, (_, index) => ({
            id: `step-${index + 1}`,
            name: `Step ${index + 1}`,
            action,
          })),
        },
      },
    ],
  });
}

function report(
  name: BenchDatabase['name'],
  { ours, scaffolder, write }: Times,
): Figure[] {
  const ratio = ours / scaffolder;
  const ofWrite = ours / write;
  return [
    {
      what: `a step, ${name}, against the scaffolder`,
      ours: inMs(ours),
      peer: inMs(scaffolder),
      ratio: times(ratio),
      bar: `≤ ${MOST_OF_SCAFFOLDER[name]} ×`,
      met: ratio <= MOST_OF_SCAFFOLDER[name],
    },
    {
      what: `a step, ${name}, against one committed write`,
      ours: inMs(ours),
      peer: inMs(write),
      ratio: times(ofWrite),
      bar: `≤ ${MOST_OF_WRITE} ×`,
      met: ofWrite <= MOST_OF_WRITE,
    },
  ];
}
