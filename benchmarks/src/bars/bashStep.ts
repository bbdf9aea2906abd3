import { execa } from 'execa';
import { startOrchestrator } from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { scriptFlow } from '../measure/flows';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { StepClock } from '../measure/StepClock';
import { inMs, times, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const MOST_MORE_MS = 15;
const MOST_RATIO = 1.02;

const SCRIPTS = { true: 'true', second: 'sleep 1' };
type ScriptName = keyof typeof SCRIPTS;

const REPETITIONS: Record<ScriptName, number> = { true: 60, second: 9 };
const WARM_UPS: Record<ScriptName, number> = { true: 15, second: 1 };

export const bashStep: Bar = {
  number: 3,
  title: 'A bash step, against a bare spawn of the same script',
  async measure() {
    const database = await startSqlite();
    const folder = await createScriptsFolder(SCRIPTS);
    const clock = new StepClock();
    const idp = await startOrchestrator({
      database,
      folder,
      clock,
      flows: [
        scriptFlow('run-true', 'true'),
        scriptFlow('run-second', 'second'),
      ],
    });
    const measure = async (name: ScriptName) => {
      const turn = async () => {
        clock.reset();
        await idp.runToEnd(`run-${name}`);
        const ours = clock.msPerStep();
        return { ours, bare: await timeOf(() => execa(folder.file(name))) };
      };
      await repeat(WARM_UPS[name], turn);
      const turns = await repeat(REPETITIONS[name], turn);
      return {
        ours: median(turns.map(({ ours }) => ours)),
        bare: median(turns.map(({ bare }) => bare)),
      };
    };
    const figures = [
      reportTrue(await measure('true')),
      reportSecond(await measure('second')),
    ];
    await idp.stop();
    await folder.remove();
    await database.stop();
    return figures;
  },
};

interface Times {
  ours: number;
  bare: number;
}

function reportTrue({ ours, bare }: Times): Figure {
  return {
    what: 'a step that runs `true`, SQLite',
    ours: inMs(ours),
    peer: inMs(bare),
    ratio: `+${inMs(ours - bare)}`,
    bar: `≤ +${MOST_MORE_MS} ms`,
    met: ours - bare <= MOST_MORE_MS,
  };
}

function reportSecond({ ours, bare }: Times): Figure {
  return {
    what: 'a step that runs `sleep 1`, SQLite',
    ours: inMs(ours),
    peer: inMs(bare),
    ratio: times(ours / bare),
    bar: `≤ ${MOST_RATIO} ×`,
    met: ours / bare <= MOST_RATIO,
  };
}
