import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { RunStatistics } from '../ports';
import { readStats } from './operations/statistics/readStats';
import { recordEndings } from './operations/statistics/recordEndings';
import {
  readTimesOfMost,
  readUsualTimes,
} from './operations/statistics/readUsualTimes';
import { sumEndings } from './operations/statistics/sumEndings';
import { removeEndings } from './operations/statistics/removeEndings';

/** Keeps how runs went, in SQLite or PostgreSQL. */
export function createRunStatistics(knex: Knex): RunStatistics {
  return guardPort(knex, {
    record: () => recordEndings(knex),
    sum: () => sumEndings(knex),
    read: filter => readStats(knex, filter),
    readUsualTimes: filter => readUsualTimes(knex, filter),
    readTimesOfMost: filter => readTimesOfMost(knex, filter),
    removeBefore: time => removeEndings(knex, time),
  });
}
