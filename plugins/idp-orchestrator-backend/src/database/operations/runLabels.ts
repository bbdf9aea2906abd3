import type { Knex } from 'knex';
import type { Write } from '../writes';

interface RunLabelRow {
  run_id: string;
  label: string;
}

/** Writes the labels of a run, in the transaction that makes the run. */
export function* insertLabels(
  knex: Knex,
  runId: string,
  labels: string[],
): Write<void> {
  if (labels.length === 0) return;
  yield knex<RunLabelRow>('run_labels').insert(
    [...new Set(labels)].map(label => ({ run_id: runId, label })),
  );
}

/** Makes a condition for runs that ask for no label but these. */
export function withinLabels(knex: Knex, labels: string[]) {
  return (query: Knex.QueryBuilder): void => {
    query.whereNotExists(
      knex('run_labels')
        .whereRaw('run_labels.run_id = runs.id')
        .whereNotIn('label', labels),
    );
  };
}

export function readLabels(knex: Knex, runId: string): Promise<string[]> {
  return knex<RunLabelRow>('run_labels')
    .where({ run_id: runId })
    .orderBy('label')
    .pluck('label');
}
