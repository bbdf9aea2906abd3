import type { Knex } from 'knex';
import type { RunRelay } from '../../ports';
import { isSqlite } from '../openDatabase';
import {
  PostgresSession,
  type PostgresSessionOptions,
} from './PostgresSession';
import { SessionRunRelay } from './SessionRunRelay';

/** The parts by which processes that share a database know of each other. */
export interface Replicas {
  session: PostgresSession;
  relay: RunRelay;
}

/** Opens what processes share; returns undefined on SQLite, which takes one process only. */
export function openReplicas(
  knex: Knex,
  options: Omit<PostgresSessionOptions, 'knex'>,
): Replicas | undefined {
  if (isSqlite(knex)) return undefined;
  const session = new PostgresSession({ ...options, knex });
  return { session, relay: new SessionRunRelay(session) };
}
