import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { HealthHistory } from '../ports';
import { readHealthHistory } from './operations/readHealthHistory';
import { recordHealth } from './operations/recordHealth';
import { removeHealth } from './operations/removeHealth';

/** Keeps how services were, in SQLite or PostgreSQL. */
export function createHealthHistory(knex: Knex): HealthHistory {
  return guardPort(knex, {
    record: (environment, seen) => recordHealth(knex, environment, seen),
    read: range => readHealthHistory(knex, range),
    removeBefore: time => removeHealth(knex, time),
  });
}
