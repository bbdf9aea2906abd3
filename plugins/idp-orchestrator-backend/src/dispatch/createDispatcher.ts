import { InputError } from '@backstage/errors';
import type { DatabaseSession, Dispatcher, SqlRunner } from '../ports';
import {
  InProcessDispatcher,
  type InProcessDispatcherOptions,
} from './InProcessDispatcher';
import { PgBossDispatcher } from './PgBossDispatcher';

export interface DispatcherOptions extends Omit<
  InProcessDispatcherOptions,
  'session'
> {
  dispatcher: 'auto' | 'in-process' | 'pg-boss';
  /** The session and the runner of SQL, which only PostgreSQL has. */
  replicas?: { session: DatabaseSession; sql: SqlRunner };
}

/**
 * Makes the dispatcher that is configured, or the one that fits the database.
 *
 * @throws InputError for pg-boss on SQLite
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { dispatcher, replicas } = options;
  if (dispatcher === 'pg-boss' && !replicas) {
    throw new InputError(
      'idpOrchestrator.engine.dispatcher is pg-boss, which needs PostgreSQL: expected auto or in-process on SQLite',
    );
  }
  return replicas && dispatcher !== 'in-process'
    ? new PgBossDispatcher({ ...options, ...replicas })
    : new InProcessDispatcher({ ...options, session: replicas?.session });
}
