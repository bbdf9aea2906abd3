import type { Knex } from 'knex';
import { createWriter } from './createWriter';
import type { Writer } from './Write';

const known = new WeakMap<Knex, Writer>();

/**
 * Returns the writer that all parts of this process share which write through
 * these connections, so that what they write at the same moment is committed
 * together where the database has one writer.
 */
export function sharedWriter(knex: Knex): Writer {
  const writer = known.get(knex) ?? createWriter(knex);
  known.set(knex, writer);
  return writer;
}
