import type { Knex } from 'knex';
import { DatabaseAvailability } from './DatabaseAvailability';

/**
 * Puts the methods of a part that uses the database behind its availability, so
 * that whoever calls them gets to know of an outage in words for callers. Each
 * method may be called again when the file was held, which is before anything
 * of it was written.
 */
export function guardPort<T extends object>(knex: Knex, port: T): T {
  const availability = DatabaseAvailability.of(knex);
  const guarded = Object.entries(port).map(([name, member]) => [
    name,
    typeof member === 'function'
      ? (...given: unknown[]) => availability.attempt(() => member(...given))
      : member,
  ]);
  return Object.fromEntries(guarded) as T;
}
