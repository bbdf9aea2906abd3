import type { Knex } from 'knex';
import type { RunAuthority } from '../../ports';

interface AuthorityRow {
  run_id: string;
  authority: string;
}

export const AUTHORITIES = {
  table: 'run_authority',
  types: { run_id: 'text', authority: 'text' },
};

/** Makes the row that keeps the authority of a run. */
export function toAuthorityRow(
  runId: string,
  authority: RunAuthority,
): AuthorityRow {
  return { run_id: runId, authority: JSON.stringify(authority) };
}

/** Reads with whose rights a run was let go; undefined when none were kept. */
export async function readAuthority(
  knex: Knex,
  runId: string,
): Promise<RunAuthority | undefined> {
  const row = await knex<AuthorityRow>('run_authority')
    .where({ run_id: runId })
    .first();
  return row && (JSON.parse(row.authority) as RunAuthority);
}

/** Puts the authority of a run in the place of the one that it had. */
export async function writeAuthority(
  knex: Knex,
  runId: string,
  authority: RunAuthority,
): Promise<void> {
  await knex<AuthorityRow>('run_authority')
    .insert(toAuthorityRow(runId, authority))
    .onConflict('run_id')
    .merge();
}
