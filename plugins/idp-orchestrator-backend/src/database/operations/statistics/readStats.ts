import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { StatsFilter } from '../../../ports';
import { isSqlite } from '../../openDatabase';
import { SUCCEEDED } from './GroupTally';
import { rankStats } from './rankStats';
import { applyCondition } from '../runTraits';
import { DAY_MS, sliceStats, type DayCount } from './sliceStats';

/** Reads how flows and their steps went, and the endings of each day (UTC). */
export async function readStats(
  knex: Knex,
  filter: StatsFilter,
): Promise<RunStats> {
  // Named as the table of runs, which conditions are written for.
  const runs = knex('run_endings as runs')
    .where('runs.dry_run', false)
    .where('runs.finished_at', '>=', Date.parse(filter.since))
    .where('runs.finished_at', '<', Date.parse(filter.until));
  if (filter.flow) runs.where('runs.flow_id', filter.flow);
  if (filter.environment) runs.where('runs.environment', filter.environment);
  if (filter.within) applyCondition(runs, filter.within);
  const count = isSqlite(knex) ? sliceStats : rankStats;
  const { flows, steps: ofSteps, days } = await count(knex, runs);
  return {
    since: filter.since,
    until: filter.until,
    flows: flows.map(({ keys: [flowId], title, attempts: _, ...flow }) => ({
      flowId,
      title,
      ...flow,
      steps: ofSteps
        .filter(({ keys }) => keys[0] === flowId)
        .map(({ keys: [, stepId], title: stepTitle, attempts, ...step }) => ({
          stepId,
          title: stepTitle,
          ...step,
          attemptsPerRun: attempts,
        })),
    })),
    days: toDays(days),
  };
}

/** Puts the counts of each day together. */
function toDays(rows: DayCount[]): RunStats['days'] {
  const days = new Map<string, RunStats['days'][number]>();
  for (const row of rows) {
    const day = new Date(Number(row.day) * DAY_MS).toISOString().slice(0, 10);
    const told = days.get(day) ?? {
      day,
      succeeded: 0,
      failed: 0,
      cancelled: 0,
    };
    const count = Number(row.runs);
    if (SUCCEEDED.includes(row.status)) told.succeeded += count;
    else if (row.status === 'cancelled') told.cancelled += count;
    else told.failed += count;
    days.set(day, told);
  }
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}
