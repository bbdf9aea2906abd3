import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { nothingFlow, scriptFlow, withSecret } from '../measure/flows';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { StepClock } from '../measure/StepClock';
import {
  inMs,
  NOTHING,
  perSecond,
  times,
  type Bar,
  type Figure,
} from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';
import { talkativeScript } from '../scripts/talkativeScript';

const WARM_UPS = 20;
const REPETITIONS = 100;
const LINES = 200_000;
const LONG_REPETITIONS = 5;

const INPUT = { password: 'correct horse "battery" staple' };
const KEY = { id: 'bench', secret: 'a key of benchmarks, 32 characters' };

export const typedSecret: Bar = {
  number: 14,
  title: 'What a typed secret costs a run: encrypted, and masked in its output',
  async measure() {
    const figures: Figure[] = [];
    for (const start of [startSqlite, startPostgres]) {
      const database = await start();
      figures.push(...(await measureOn(database)));
      await database.stop();
    }
    return figures;
  },
};

/** ms or lines a second, with and without a secret. */
interface Pair {
  secret: number;
  plain: number;
}

async function measureOn(database: BenchDatabase): Promise<Figure[]> {
  const folder = await createScriptsFolder({ many: talkativeScript(LINES) });
  const clock = new StepClock();
  const flows = [nothingFlow('three', 3), scriptFlow('say', 'many')];
  const idp = await startOrchestrator({
    database,
    folder,
    clock,
    flows: [...flows, ...flows.map(withSecret)],
    config: { keys: [KEY] },
  });
  const small = await measureSmall(idp);
  const lines = await measureLines(idp, clock);
  await idp.stop();
  await folder.remove();
  return [
    figureOf(`a flow of three over HTTP, ${database.name}`, small, inMs),
    figureOf(`lines stored, ${database.name}`, lines, rate =>
      perSecond(rate, 'lines'),
    ),
  ];
}

/** In turns, so that whatever else the machine does meets both. */
async function measureSmall(idp: RunningOrchestrator): Promise<Pair> {
  const turn = async () => ({
    plain: await timeOf(() => idp.runToEnd('three')),
    secret: await timeOf(() => idp.runToEnd('three-with-secret', INPUT)),
  });
  await repeat(WARM_UPS, turn);
  return mediansOf(await repeat(REPETITIONS, turn));
}

async function measureLines(
  idp: RunningOrchestrator,
  clock: StepClock,
): Promise<Pair> {
  const rateOf = async (flow: string, input?: object) => {
    clock.reset();
    await idp.runToEnd(flow, input);
    return (LINES / clock.msPerStep()) * 1_000;
  };
  const turn = async () => ({
    plain: await rateOf('say'),
    secret: await rateOf('say-with-secret', INPUT),
  });
  await turn();
  return mediansOf(await repeat(LONG_REPETITIONS, turn));
}

function mediansOf(turns: Pair[]): Pair {
  return {
    plain: median(turns.map(({ plain }) => plain)),
    secret: median(turns.map(({ secret }) => secret)),
  };
}

function figureOf(
  what: string,
  { secret, plain }: Pair,
  show: (value: number) => string,
): Figure {
  return {
    what: `${what}, against one without a secret`,
    ours: show(secret),
    peer: show(plain),
    ratio: times(secret / plain),
    bar: NOTHING,
  };
}
