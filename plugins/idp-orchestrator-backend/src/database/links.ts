import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { LinkStore } from '../ports';

interface LinkRow {
  id: string;
  run_id: string;
  key_id: string;
  terms: string;
  expires_at: number | string;
}

/** Keeps links that answer for their makers in SQLite or PostgreSQL. */
export function createLinkStore(knex: Knex): LinkStore {
  return guardPort(knex, {
    async add({ id, runId, keyId, terms, expiresAt }, expiredBefore) {
      await knex<LinkRow>('approval_links')
        .where('expires_at', '<', expiredBefore)
        .delete();
      await knex<LinkRow>('approval_links').insert({
        id,
        run_id: runId,
        key_id: keyId,
        terms,
        expires_at: expiresAt,
      });
    },
    async find(id) {
      const row = await knex<LinkRow>('approval_links').where({ id }).first();
      return (
        row && {
          id: row.id,
          runId: row.run_id,
          keyId: row.key_id,
          terms: row.terms,
          expiresAt: Number(row.expires_at),
        }
      );
    },
  });
}
