import type { Knex } from 'knex';
import type { RunRelay, SqlRunner } from '../../ports';
import { isSqlite } from '../openDatabase';
import { createSqlRunner } from './createSqlRunner';
import {
  PostgresSession,
  type PostgresSessionOptions,
} from './PostgresSession';
import { SessionRunRelay } from './SessionRunRelay';

/** What processes that share a database have between them. */
export interface Replicas {
  session: PostgresSession;
  relay: RunRelay;
  sql: SqlRunner;
}

/** Undefined on SQLite, which takes one process only. */
export function openReplicas(
  knex: Knex,
  options: Omit<PostgresSessionOptions, 'knex'>,
): Replicas | undefined {
  if (isSqlite(knex)) return undefined;
  const session = new PostgresSession({ ...options, knex });
  return {
    session,
    relay: new SessionRunRelay(session),
    sql: createSqlRunner(knex),
  };
}
