import type { RunStatus } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { StartedBySchedule } from '../../ports';

interface StartedRow {
  run_id: string;
  due_at: number | string;
  status: RunStatus;
  finished_at: number | string | null;
}

/** Reads how the last runs of a schedule are, those that are not removed. */
export async function readStarted(
  knex: Knex,
  scheduleId: string,
  limit: number,
): Promise<StartedBySchedule[]> {
  const rows: StartedRow[] = await knex('schedule_occurrences as o')
    .join('runs as r', 'r.id', 'o.run_id')
    .where('o.schedule_id', scheduleId)
    .orderBy('o.due_at', 'desc')
    .limit(limit)
    .select('o.run_id', 'o.due_at', 'r.status', 'r.finished_at');
  return rows.map(({ run_id, due_at, status, finished_at }) => ({
    runId: run_id,
    dueAt: Number(due_at),
    status,
    ...(finished_at !== null && { finishedAt: Number(finished_at) }),
  }));
}
