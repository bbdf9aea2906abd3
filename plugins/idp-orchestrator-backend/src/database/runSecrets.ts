import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { RunSecretStore, SealedSecrets } from '../ports';

interface SecretsRow {
  run_id: string;
  key_id: string;
  sealed: string;
}

export const SECRETS = {
  table: 'run_secrets',
  types: { run_id: 'text', key_id: 'text', sealed: 'text' },
};

/** Makes the row that keeps the secrets of a run. */
export function toSecretsRow(
  runId: string,
  { keyId, sealed }: SealedSecrets,
): SecretsRow {
  return { run_id: runId, key_id: keyId, sealed };
}

/** Keeps encrypted secrets of runs in SQLite or PostgreSQL. */
export function createRunSecretStore(knex: Knex): RunSecretStore {
  return guardPort(knex, {
    async read(runId) {
      const row = await knex<SecretsRow>('run_secrets')
        .where({ run_id: runId })
        .first();
      return row && { keyId: row.key_id, sealed: row.sealed };
    },
    async listOthers(keyId, { after, limit }) {
      const rows = await knex<SecretsRow>('run_secrets')
        .whereNot({ key_id: keyId })
        .andWhere('run_id', '>', after)
        .orderBy('run_id')
        .limit(limit);
      return rows.map(({ run_id, key_id, sealed }) => ({
        runId: run_id,
        keyId: key_id,
        sealed,
      }));
    },
    async replace(runId, { from, to }) {
      const changed = await knex<SecretsRow>('run_secrets')
        .where(toSecretsRow(runId, from))
        .update(toSecretsRow(runId, to));
      return changed > 0;
    },
    wipe: finishedBefore =>
      knex<SecretsRow>('run_secrets')
        .whereIn(
          'run_id',
          knex('runs').where('finished_at', '<', finishedBefore).select('id'),
        )
        .delete(),
  });
}
