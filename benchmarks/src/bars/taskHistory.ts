import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { fillRuns } from '../measure/fillRuns';
import { repeat, timeOf } from '../measure/repeat';
import { median, percentile } from '../measure/statistics';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';
import { createScriptsFolder } from '../scripts/createScriptsFolder';

const FINISHED = 500;
const REPETITIONS = 100;
const MOST_MS = 50;

/** With as many finished tasks, on another machine. */
const EARLIER = { start: '36 s', status: '23 s', list: '4 s' };

export const taskHistory: Bar = {
  number: 10,
  title: `A task of which ${FINISHED} are finished`,
  async measure() {
    const database = await startSqlite();
    const folder = await createScriptsFolder({ job: 'echo done' });
    const idp = await startOrchestrator({ database, folder });
    const first = await runTask(idp);
    const knex = await idp.database.getClient();
    await fillRuns(knex, first, { from: 1, to: FINISHED });
    const figures = [
      report('start', await timesOf(() => idp.client.startTask(JOB))),
      report('status', await timesOf(() => idp.client.getRun(first))),
      report('list', await timesOf(() => idp.client.listRuns({ flow: 'job' }))),
    ];
    await idp.stop();
    await folder.remove();
    await database.stop();
    return figures;
  },
};

const JOB = { script: 'job' };

async function runTask({ client }: RunningOrchestrator): Promise<string> {
  const { id } = await client.startTask(JOB);
  for await (const entry of client.watchRun(id)) {
    if (entry.kind === 'event' && entry.event.type === 'run.finished') break;
  }
  return id;
}

function timesOf(ask: () => Promise<unknown>): Promise<number[]> {
  return repeat(REPETITIONS, () => timeOf(ask));
}

function report(what: keyof typeof EARLIER, times: number[]): Figure {
  const p95 = percentile(times, 95);
  return {
    what: `${what} over HTTP, SQLite; an earlier store of bash tasks`,
    ours: `${inMs(median(times))}, p95 ${inMs(p95)}`,
    peer: EARLIER[what],
    ratio: NOTHING,
    bar: `≤ ${MOST_MS} ms`,
    met: median(times) <= MOST_MS,
  };
}
