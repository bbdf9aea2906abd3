import type { Knex } from 'knex';

interface RunLabelRow {
  run_id: string;
  label: string;
}

export const LABELS = {
  table: 'run_labels',
  types: { run_id: 'text', label: 'text' },
};

/** Makes the rows of the labels of a run. */
export function toLabelRows(runId: string, labels: string[]): RunLabelRow[] {
  return [...new Set(labels)].map(label => ({ run_id: runId, label }));
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
