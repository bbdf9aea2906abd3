import type { Knex } from 'knex';
import type { EventRow, LogChunkRow } from '../rows';
import { clampInteger } from './clampInteger';

/** Reads the next events and log chunks that are not compacted, up to `limit` of each. */
export async function readEntryRows(
  knex: Knex,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: EventRow[]; chunks: LogChunkRow[] }> {
  const next = <T extends object>(table: string): Promise<T[]> =>
    knex(table)
      .where({ run_id: runId })
      .andWhere('seq', '>', clampInteger(after))
      .orderBy('seq')
      .limit(limit);
  const [events, chunks] = await Promise.all([
    next<EventRow>('run_events'),
    next<LogChunkRow>('run_log_chunks'),
  ]);
  return { events, chunks };
}
