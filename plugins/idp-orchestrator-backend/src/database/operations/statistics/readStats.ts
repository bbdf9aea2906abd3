import { setImmediate } from 'node:timers/promises';
import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { RunCondition, StatsFilter } from '../../../ports';
import { applyCondition } from '../runTraits';
import { isSqlite } from '../../openDatabase';
import { DAY_MS, dayOf, type DailyRow } from './dailyEndings';
import type { DurationCounts } from './DurationCounts';
import { StatsTally } from './StatsTally';
import { onlyUnsummed } from './sumEndings';
import { tallyEndings } from './tallyEndings';

/** Days whose sums are read with one statement: few enough for SQLite to hold nobody up. */
const DAYS_AT_ONCE = { sqlite: 8, postgres: 64 };

/** The sums of some days that have flow, step and status in common. */
interface SummedDays extends Pick<
  DailyRow,
  'flow_id' | 'step_id' | 'status' | 'title'
> {
  /** PostgreSQL gives sums as strings. */
  ended: number | string;
  attempts: number | string;
  /** Those of each row, with commas between. */
  durations: string;
}

/** From a time (ms since 1970), and until before another one. */
interface Range {
  from: number;
  to: number;
}

/**
 * Reads how flows and their steps went, and the endings of each day (UTC): from
 * the sums of whole days; one by one only what is not in these yet, the hours
 * of days that are asked for in part, and all when the caller may see what only
 * some people started, by whom nothing is added up.
 */
export async function readStats(
  knex: Knex,
  filter: StatsFilter,
): Promise<RunStats> {
  const { since, until, within } = filter;
  const range = { from: Date.parse(since), to: Date.parse(until) };
  const tally = new StatsTally();
  const days =
    within && isOfPeople(within) ? undefined : await wholeDays(knex, range);
  const parts = days
    ? [
        { from: range.from, to: days.from },
        { from: days.to, to: range.to },
      ]
    : [range];
  if (days) await tallyDays(knex, { filter, days, tally });
  for (const part of parts.filter(({ from, to }) => from < to)) {
    await tallyEndings(knex, selectEndings(knex, filter, part), tally);
  }
  return { since, until, ...(await tally.stats()) };
}

function selectEndings(
  knex: Knex,
  filter: StatsFilter,
  { from, to }: Range,
): Knex.QueryBuilder {
  // Named as the table of runs, which conditions are written for.
  const runs = knex('run_endings as runs')
    .where('runs.dry_run', false)
    .where('runs.finished_at', '>=', from)
    .where('runs.finished_at', '<', to);
  return narrow(runs, filter);
}

function narrow(
  query: Knex.QueryBuilder,
  { flow, environment, within }: StatsFilter,
): Knex.QueryBuilder {
  if (flow) query.where('runs.flow_id', flow);
  if (environment) query.where('runs.environment', environment);
  if (within) applyCondition(query, within);
  return query;
}

/** Tells whether a condition asks who started a run. */
export function isOfPeople(condition: RunCondition): boolean {
  if ('allOf' in condition) return condition.allOf.some(isOfPeople);
  if ('anyOf' in condition) return condition.anyOf.some(isOfPeople);
  if ('not' in condition) return isOfPeople(condition.not);
  return condition.trait === 'initiator' || condition.trait === 'onBehalfOf';
}

/**
 * Finds the days that are in a range from their begin to their end. The last
 * one is, too, when nothing of it came after the range: mostly that is today.
 */
async function wholeDays(
  knex: Knex,
  { from, to }: Range,
): Promise<Range | undefined> {
  const first = Math.ceil(from / DAY_MS);
  let end = Math.floor(to / DAY_MS);
  const next = (end + 1) * DAY_MS;
  const later = await knex('run_endings')
    .where('finished_at', '>=', to)
    .where('finished_at', '<', next)
    .first('run_id');
  if (!later) end += 1;
  if (first >= end) return undefined;
  return { from: first * DAY_MS, to: end * DAY_MS };
}

async function tallyDays(
  knex: Knex,
  {
    filter,
    days,
    tally,
  }: { filter: StatsFilter; days: Range; tally: StatsTally },
): Promise<void> {
  // Two statements: SQLite reads all rows for the first and the last one at once.
  const endings = () => knex('run_endings');
  const first = await endings().min({ at: 'finished_at' }).first();
  const last = await endings().max({ at: 'finished_at' }).first();
  if (!first || first.at === null || !last) return;
  const from = Math.max(dayOf(days.from), dayOf(first.at));
  const to = Math.min(dayOf(days.to), dayOf(last.at) + 1);
  // Where none is left there will be none: what ends is in the sums at once.
  const isLeft = await onlyUnsummed(knex('run_endings')).first('run_id');
  const atOnce = DAYS_AT_ONCE[isSqlite(knex) ? 'sqlite' : 'postgres'];
  for (let day = from; day < to; day += atOnce) {
    const some = { from: day, to: Math.min(day + atOnce, to) };
    const asked = { filter, days: some, tally };
    await (isLeft ? tallyPartlySummed(knex, asked) : tallySums(knex, asked));
    await setImmediate();
  }
}

/** Counts the days as of one moment, so that what is added meanwhile is in their sums or read by itself. */
async function tallyPartlySummed(
  knex: Knex,
  asked: { filter: StatsFilter; days: Range; tally: StatsTally },
): Promise<void> {
  const { filter, days, tally } = asked;
  const part = { from: days.from * DAY_MS, to: days.to * DAY_MS };
  await knex.transaction(
    async trx => {
      await tallySums(trx, asked);
      const unsummed = onlyUnsummed(selectEndings(trx, filter, part));
      await tallyEndings(trx, unsummed, tally);
    },
    isSqlite(knex) ? {} : { isolationLevel: 'repeatable read' },
  );
}

/** @param days days since 1970 */
async function tallySums(
  knex: Knex,
  {
    filter,
    days,
    tally,
  }: { filter: StatsFilter; days: Range; tally: StatsTally },
): Promise<void> {
  const select = () => {
    // Named as the table of runs, which conditions are written for.
    const rows = knex('daily_endings as runs')
      .where('runs.day', '>=', days.from)
      .where('runs.day', '<', days.to)
      .where('runs.ended', '>', 0);
    return narrow(rows, filter);
  };
  const joined = isSqlite(knex) ? 'group_concat' : 'string_agg';
  // Put together here: some rows with long texts are read much faster than many.
  const sums: SummedDays[] = await select()
    .groupBy(['flow_id', 'step_id', 'status'])
    .select(['flow_id', 'step_id', 'status'])
    .max({ title: 'title' })
    .sum({ ended: 'ended', attempts: 'attempts' })
    .select(knex.raw(`${joined}(durations, ',') as durations`));
  sums.forEach(row => addSums(tally, row));
  const ofRuns: Array<{ day: number; status: string; ended: number | string }> =
    await select()
      .where('step_id', '')
      .groupBy(['day', 'status'])
      .select(['day', 'status'])
      .sum({ ended: 'ended' });
  for (const { day, status, ended } of ofRuns) {
    tally.addToDay(day, { status, ended: Number(ended) });
  }
}

function addSums(tally: StatsTally, row: SummedDays): void {
  const { flow_id, step_id, title, status, durations } = row;
  const endings = {
    title,
    status,
    ended: Number(row.ended),
    attempts: Number(row.attempts),
    addDurations: (counts: DurationCounts) => counts.addTexts(durations),
  };
  if (step_id) tally.addSteps(flow_id, step_id, endings);
  else tally.addRuns(flow_id, endings);
}
