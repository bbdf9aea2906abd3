import { composeEngine, type ComposedEngine } from '../backends/composeEngine';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { startPostgres } from '../databases/startPostgres';
import { startSqlite } from '../databases/startSqlite';
import { fillRuns } from '../measure/fillRuns';
import { nothingFlow } from '../measure/flows';
import { repeat, timeOf } from '../measure/repeat';
import { median } from '../measure/statistics';
import { inMs, NOTHING, times, type Bar, type Figure } from '../report/Figure';

const STORED = [10, 10_000, 100_000];
const STEPS = 100;
const REPETITIONS = 15;
const SMALL_FLOWS = 100;
/** What differs by less is noise. */
const MOST_RATIO = 1.25;

export const growth: Bar = {
  number: 13,
  title: 'The cost of a step by the number of finished runs',
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

interface Cost {
  stored: number;
  /** ms for one of many steps. */
  step: number;
  /** ms for a flow of three, from its start to its end. */
  flow: number;
}

async function measureOn(database: BenchDatabase): Promise<Figure[]> {
  const flows = [nothingFlow('steps', STEPS), nothingFlow('three', 3)];
  const engine = await composeEngine(database, flows);
  await repeat(5, () => engine.runToEnd('steps'));
  await repeat(SMALL_FLOWS, () => engine.runToEnd('three'));
  const knex = await engine.database.getClient();
  const { id } = await knex('runs').where({ flow_id: 'three' }).first('id');
  const costs: Cost[] = [];
  let filled = 0;
  for (const stored of STORED) {
    if (stored > filled) {
      await fillRuns(knex, id, { from: filled + 1, to: stored });
    }
    filled = stored;
    costs.push({ stored, ...(await measureCost(engine)) });
  }
  await engine.stop();
  return costs.map(cost => report(database.name, cost, costs[0]));
}

async function measureCost(engine: ComposedEngine) {
  const long = () => timeOf(() => engine.runToEnd('steps'));
  const small = () => timeOf(() => engine.runToEnd('three'));
  const step = median(await repeat(REPETITIONS, long)) / STEPS;
  return { step, flow: median(await repeat(SMALL_FLOWS, small)) };
}

function report(name: string, cost: Cost, least: Cost): Figure {
  const ratio = cost.step / least.step;
  const isBar = cost !== least;
  return {
    what: `a step; a flow of three, ${name}, ${cost.stored.toLocaleString('en')} finished runs`,
    ours: `${inMs(cost.step)}; ${inMs(cost.flow)}`,
    peer: NOTHING,
    ratio: isBar
      ? `${times(ratio)}; ${times(cost.flow / least.flow)}`
      : NOTHING,
    bar: isBar ? `does not grow: ≤ ${MOST_RATIO} ×` : NOTHING,
    ...(isBar && { met: ratio <= MOST_RATIO }),
  };
}
