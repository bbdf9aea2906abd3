import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { guardPort } from '../availability';
import type { Clock, RunCompaction } from '../../ports';
import type { RunRow } from '../rows';
import { createWriter } from '../writes';
import { compactRun } from './compactRun';
import { eachRun } from './eachRun';
import { expandRun } from './expandRun';
import { allowOlder, mayCompact } from './gate';

export interface RunCompactionOptions {
  /** The time (ms) after its end at which a run is compacted; `never` undoes it. */
  after: number | 'never';
  clock: Clock;
  logger: Pick<LoggerService, 'info' | 'warn'>;
}

/** The number of runs that are listed at once. */
const LISTED = 50;

/** Compacts the finished runs of a database; once for all of its processes. */
export function createRunCompaction(
  knex: Knex,
  { after, clock, logger }: RunCompactionOptions,
): RunCompaction {
  const writer = createWriter(knex);
  return guardPort(knex, {
    async run(signal) {
      const options = { clock, logger, signal };
      if (after === 'never') {
        const count = await eachRun<{ id: string }>(
          options,
          last => listCompacted(knex, last?.id),
          runId => expandRun(writer, runId),
        );
        await allowOlder(knex, clock.now());
        if (count > 0)
          logger.info(`${count} run(s) are not compacted any more`);
        return count;
      }
      const now = clock.now();
      if (!(await mayCompact(knex, { now, afterMs: after }))) return 0;
      return eachRun<Ending>(
        options,
        last => listFinished(knex, now - after, last),
        runId => compactRun(writer, runId),
      );
    },
  });
}

type Ending = Pick<RunRow, 'id' | 'finished_at'>;

/** Lists runs that are over since before a time and not compacted, oldest ending first. */
function listFinished(
  knex: Knex,
  before: number,
  last: Ending | undefined,
): Promise<Ending[]> {
  const query = knex<RunRow>('runs')
    .whereNotNull('finished_at')
    .whereNull('compacted_state')
    .andWhere('finished_at', '<=', before)
    .orderBy(['finished_at', 'id'])
    .limit(LISTED)
    .select('id', 'finished_at');
  if (last) {
    query.whereRaw('(finished_at, id) > (?, ?)', [
      Number(last.finished_at),
      last.id,
    ]);
  }
  return query;
}

/** Lists runs of which something is compacted. */
function listCompacted(
  knex: Knex,
  last: string | undefined,
): Promise<Array<{ id: string }>> {
  return knex('compacted_entries')
    .where('run_id', '>', last ?? '')
    .distinct('run_id as id')
    .orderBy('run_id')
    .limit(LISTED);
}
