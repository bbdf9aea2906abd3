import type { Knex } from 'knex';
import { isSqlite } from '../openDatabase';
import { PoolWriter } from './PoolWriter';
import { SqliteWriter } from './SqliteWriter';
import type { Writer } from './Write';

export function createWriter(knex: Knex): Writer {
  return isSqlite(knex) ? new SqliteWriter(knex) : new PoolWriter(knex);
}
