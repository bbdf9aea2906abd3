import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { isSqlite } from '../../openDatabase';

export const REASONS = {
  table: 'run_reasons',
  types: { run_id: 'text', reason: 'text' },
};

/** So few runs are read faster by their ids than in the order of the newest. */
const FEW = 2_000;

/** The condition that a run's reason has a text in it. */
export interface ReasonMatch {
  /** The text in lower case. */
  reason: string;
  /** The database's function that finds a text in another one. */
  find: 'instr' | 'strpos';
  /** Whether few runs fulfil it. */
  isRare: boolean;
}

/** Makes the row of the reason of a run, and of a title of its own, if it has one. */
export function toReasonRows(run: Pick<Run, 'id' | 'reason' | 'title'>) {
  const texts = [run.title, run.reason].filter(text => text !== undefined);
  return texts.length > 0
    ? [{ run_id: run.id, reason: texts.join('\n').toLowerCase() }]
    : [];
}

/** Makes the condition that a reason has `text` in it; undefined when none has. */
export async function findReasons(
  knex: Knex,
  text: string,
): Promise<ReasonMatch | undefined> {
  const find = isSqlite(knex) ? 'instr' : 'strpos';
  const some = knex(REASONS.table)
    .select(knex.raw('1'))
    .whereRaw(`${find}(reason, ?) > 0`, [text])
    .limit(FEW);
  const counted = await knex.from(some.as('some')).count({ runs: '*' });
  const runs = Number(counted[0].runs);
  return runs > 0 ? { reason: text, find, isRare: runs < FEW } : undefined;
}

/** Adds that the reason of a run has a text in it. */
export function whereReason(
  query: Knex.QueryBuilder,
  { reason, find, isRare }: ReasonMatch,
): void {
  const has = `${find}(run_reasons.reason, ?) > 0`;
  query.whereRaw(
    isRare
      ? `runs.id in (select run_id from run_reasons where ${has})`
      : `exists (select 1 from run_reasons where run_reasons.run_id = runs.id and ${has})`,
    [reason],
  );
}
