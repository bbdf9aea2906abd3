import type { Knex } from 'knex';
import { SUCCEEDED, type Group } from './GroupTally';
import { DAY_MS, type DayCount, type Groups } from './sliceStats';

/** Counts endings by statements over all of them, which the server of a database carries out. */
export async function rankStats(
  knex: Knex,
  runs: Knex.QueryBuilder,
): Promise<Groups> {
  const ofSteps = runs
    .clone()
    .join('step_endings as steps', 'steps.run_id', 'runs.run_id');
  const [flows, steps, days] = await Promise.all([
    readGroups(knex, runs, { ...OF_RUNS, by: ['runs.flow_id'] }),
    readGroups(knex, ofSteps, {
      ...OF_STEPS,
      by: ['runs.flow_id', 'steps.step_id'],
    }),
    readDays(knex, runs),
  ]);
  return { flows, steps, days };
}

interface Grouping {
  status: string;
  duration: string;
  title: string;
  attempts: string;
  by: string[];
}

const OF_RUNS = {
  status: 'runs.status',
  duration: 'runs.duration_ms',
  title: 'runs.flow_title',
  attempts: '1',
};

const OF_STEPS = {
  status: 'steps.status',
  duration: 'steps.duration_ms',
  title: 'steps.title',
  attempts: 'steps.attempts',
};

/**
 * Reads one row a group, whatever the number of runs. The pth percentile of n
 * durations is the one at place ⌈p·n⌉ (nearest rank), so a time that really
 * was.
 */
async function readGroups(
  knex: Knex,
  endings: Knex.QueryBuilder,
  { by, status, duration, title, attempts }: Grouping,
): Promise<Group[]> {
  const keys = by.map((column, index) => `${column} as key${index}`);
  const names = by.map((_, index) => `key${index}`);
  const isSuccess = `${status} in (${SUCCEEDED.map(() => '?').join(', ')})`;
  const within = `partition by ${by.join(', ')}, case when ${isSuccess} then 1 else 0 end`;
  const ranked = endings
    .clone()
    .select([
      ...keys,
      `${status} as status`,
      `${duration} as duration`,
      knex.raw(`${title} as title`),
      knex.raw(`${attempts} as attempts`),
      knex.raw(`row_number() over (${within} order by ${duration}) as place`, [
        ...SUCCEEDED,
      ]),
      knex.raw(`count(*) over (${within}) as total`, [...SUCCEEDED]),
    ]);
  const countOf = (statuses: string[], name: string) =>
    knex.raw(
      `sum(case when status in (${statuses.map(() => '?').join(', ')}) then 1 else 0 end) as ${name}`,
      statuses,
    );
  const percentile = (tenths: number, name: string) =>
    knex.raw(
      `max(case when status in (${SUCCEEDED.map(() => '?').join(', ')}) and place = (total * ${tenths} + 9) / 10 then duration end) as ${name}`,
      SUCCEEDED,
    );
  const rows: Array<Record<string, unknown>> = await knex
    .with('ranked', ranked)
    .from('ranked')
    .groupBy(names)
    .orderBy(names)
    .select([
      ...names,
      knex.raw('max(title) as title'),
      knex.raw('avg(attempts) as attempts'),
      knex.raw('count(*) as ended'),
      countOf(SUCCEEDED, 'succeeded'),
      countOf(['failed'], 'failed'),
      countOf(['cancelled'], 'cancelled'),
      percentile(5, 'p50'),
      percentile(9, 'p90'),
    ]);
  return rows.map(row => toGroup(row, names));
}

/** Makes a group of a row; PostgreSQL gives sums and counts as texts. */
function toGroup(row: Record<string, unknown>, names: string[]): Group {
  const succeeded = Number(row.succeeded);
  const failed = Number(row.failed);
  const judged = succeeded + failed;
  return {
    keys: names.map(name => String(row[name])),
    title: String(row.title),
    attempts: Math.round(Number(row.attempts) * 100) / 100,
    ended: Number(row.ended),
    succeeded,
    failed,
    cancelled: Number(row.cancelled),
    ...(judged > 0 && { successRatio: succeeded / judged }),
    ...(row.p50 !== null && { p50Ms: Number(row.p50) }),
    ...(row.p90 !== null && { p90Ms: Number(row.p90) }),
  };
}

/** Counts the endings of each day (UTC). */
function readDays(knex: Knex, runs: Knex.QueryBuilder): Promise<DayCount[]> {
  return runs
    .clone()
    .groupByRaw(`runs.finished_at / ${DAY_MS}, runs.status`)
    .select([
      knex.raw(`runs.finished_at / ${DAY_MS} as day`),
      'runs.status as status',
      knex.raw('count(*) as runs'),
    ]) as unknown as Promise<DayCount[]>;
}
