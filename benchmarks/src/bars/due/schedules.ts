/* eslint-disable @backstage/no-forbidden-package-imports -- the plugin exports features only */
import { setTimeout as sleep } from 'node:timers/promises';
import { createScheduleStore } from '@idp/backstage-plugin-idp-orchestrator-backend/src/database';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../../backends/startOrchestrator';
import type { BenchDatabase } from '../../databases/BenchDatabase';
import { startPostgres } from '../../databases/startPostgres';
import { startSqlite } from '../../databases/startSqlite';
import { nothingFlow } from '../../measure/flows';
import { repeat, timeOf } from '../../measure/repeat';
import { median, percentile } from '../../measure/statistics';
import { until } from '../../measure/until';
import { inMs, NOTHING, type Bar, type Figure } from '../../report/Figure';
import { createScriptsFolder } from '../../scripts/createScriptsFolder';

const COUNT = 5_000;
/** All of them are due once in this time. */
const SPREAD_MS = 10 * 60_000;
/** The first one, so that most are made before it. */
const AHEAD_MS = 3 * 60_000;
/** How long it is watched. */
const WATCHED_MS = 2 * 60_000;
const AT_ONCE = 500;
const LOOKS = 200;
const MADE_AT_ONCE = 10;
const MOST_LOOK_MS = 20;
const MOST_LATE_MS = 2_000;

/** How late what is due begins among many schedules, and what looking for it costs. */
export const schedules: Bar = {
  number: 24,
  title: `${COUNT.toLocaleString('en')} schedules`,
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

async function measureOn(database: BenchDatabase): Promise<Figure[]> {
  const folder = await createScriptsFolder({});
  const flow = nothingFlow('tick', 1);
  const idp = await startOrchestrator({ database, folder, flows: [flow] });
  const first = Date.now() + AHEAD_MS;
  const spread = (index: number) => first + (index * SPREAD_MS) / COUNT;
  await make(idp, { name: 'spread', count: COUNT }, spread);
  const looks = await timeLooks(idp);
  while (Date.now() < first + WATCHED_MS) await sleep(1_000);
  const seen = Math.floor((WATCHED_MS * COUNT) / SPREAD_MS);
  const late = await readLateness(idp, 'spread', seen);
  const together = Date.now() + 30_000;
  await make(idp, { name: 'once', count: AT_ONCE }, () => together);
  const burst = await readLateness(idp, 'once', AT_ONCE);
  await idp.stop();
  await folder.remove();
  return report(database.name, { looks, late, burst });
}

/** Makes schedules that are due once each. */
async function make(
  { client }: RunningOrchestrator,
  { name, count }: { name: string; count: number },
  dueAt: (index: number) => number,
): Promise<void> {
  const makeOne = (index: number) =>
    client.createSchedule({
      definition: {
        id: `${name}-${index}`,
        flow: 'tick',
        environment: 'development',
        timezone: 'UTC',
        at: [new Date(dueAt(index)).toISOString()],
      },
    });
  for (let index = 0; index < count; index += MADE_AT_ONCE) {
    const some = Math.min(MADE_AT_ONCE, count - index);
    await Promise.all(
      Array.from({ length: some }, (_, more) => makeOne(index + more)),
    );
  }
}

/** How long (ms) looks take among all of them, on the connections of the plugin. */
async function timeLooks({ database }: RunningOrchestrator): Promise<number[]> {
  const store = createScheduleStore(await database.getClient(), Date);
  return repeat(LOOKS, () =>
    timeOf(async () => {
      const { now } = await store.readState();
      await store.listDue(now, 50);
    }),
  );
}

/** How long (ms) after they were due runs were made. */
async function readLateness(
  { database }: RunningOrchestrator,
  name: string,
  count: number,
): Promise<number[]> {
  const knex = await database.getClient();
  const read = (): Promise<{ due_at: string; created_at: string }[]> =>
    knex('schedule_occurrences as o')
      .join('runs as r', 'r.id', 'o.run_id')
      .where('o.schedule_id', 'like', `${name}-%`)
      .select('o.due_at', 'r.created_at');
  await until(async () => (await read()).length >= count, 500);
  return (await read()).map(row => Number(row.created_at) - Number(row.due_at));
}

function report(
  database: string,
  measured: { looks: number[]; late: number[]; burst: number[] },
): Figure[] {
  const { looks, late, burst } = measured;
  const none = { peer: NOTHING, ratio: NOTHING };
  const times = (all: number[]) =>
    `${inMs(percentile(all, 99))}, median ${inMs(median(all))}`;
  return [
    {
      ...none,
      what: `p99 of a look for what is due, ${database}`,
      ours: times(looks),
      bar: `≤ ${inMs(MOST_LOOK_MS)}`,
      met: percentile(looks, 99) <= MOST_LOOK_MS,
    },
    {
      ...none,
      what: `p99 of how late a run is made, ${late.length} in ${WATCHED_MS / 60_000} min, ${database}`,
      ours: times(late),
      bar: `≤ ${inMs(MOST_LATE_MS)}`,
      met: percentile(late, 99) <= MOST_LATE_MS,
    },
    {
      ...none,
      what: `the same with ${burst.length} due at one instant, ${database}`,
      ours: times(burst),
      bar: NOTHING,
    },
  ];
}
