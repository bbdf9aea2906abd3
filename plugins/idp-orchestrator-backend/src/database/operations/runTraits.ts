import type { Knex } from 'knex';
import type { RunCondition, RunTrait, RunTraits } from '../../ports';
import type { RunRow } from '../rows';

const COLUMNS = {
  flow: 'flow_id',
  risk: 'risk',
  environment: 'environment',
  initiator: 'initiator',
  onBehalfOf: 'on_behalf_of',
} as const satisfies Record<RunTrait, keyof RunRow>;

/** Reads the traits of a run: one row by its key, without the state, which may be long. */
export async function readTraits(
  knex: Knex,
  runId: string,
): Promise<RunTraits | undefined> {
  const row = await knex('runs').where({ id: runId }).first(COLUMNS);
  return row as RunTraits | undefined;
}

/** Adds a condition to a query. No column is ever null, so `not` means the same here as in memory. */
export function applyCondition(
  query: Knex.QueryBuilder,
  condition: RunCondition,
): void {
  if ('allOf' in condition) {
    query.where(all =>
      condition.allOf.forEach(one =>
        all.andWhere(part => applyCondition(part, one)),
      ),
    );
  } else if ('anyOf' in condition) {
    query.where(any =>
      condition.anyOf.forEach(one =>
        any.orWhere(part => applyCondition(part, one)),
      ),
    );
  } else if ('not' in condition) {
    query.whereNot(part => applyCondition(part, condition.not));
  } else {
    query.whereIn(`runs.${COLUMNS[condition.trait]}`, condition.oneOf);
  }
}
