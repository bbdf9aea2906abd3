import type { RunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readCompactedEvents, UnreadableRunError } from '../compaction';
import { toEvent, type EventRow } from '../rows';

/** Events of one run, some of which are told. */
export interface EventRange {
  runId: string;
  /** The numbers of the events that are told. */
  told: ReadonlySet<number>;
  /** Events after this number are read, up to and with `upTo`; 0 for those from its creation. */
  after: number;
  upTo: number;
}

/** The looks for what was compacted or expanded between the reads. */
const LOOKS = 2;

/** Reads the events of several runs with one statement, and those that are compacted. */
export async function readEventRanges(
  knex: Knex,
  ranges: EventRange[],
): Promise<Map<string, RunEvent[]>> {
  const found = await readStoredEvents(knex, ranges);
  for (const range of ranges) {
    const stored = found.get(range.runId) ?? [];
    if (isWhole(range, stored)) continue;
    found.set(range.runId, await addCompacted(knex, range, stored));
  }
  return found;
}

/** Those that are compacted come before the others, and are read after them: none that moves meanwhile is missed. */
async function addCompacted(
  knex: Knex,
  range: EventRange,
  stored: RunEvent[],
): Promise<RunEvent[]> {
  let events = stored;
  for (let look = 0; look < LOOKS; look += 1) {
    const to = events.length > 0 ? events[0].seq - 1 : range.upTo;
    events = [...(await readFirstEvents(knex, range, to)), ...events];
    if (isWhole(range, events)) return events;
    const again = await readStoredEvents(knex, [range]);
    events = again.get(range.runId) ?? [];
    if (isWhole(range, events)) return events;
  }
  // The run was removed meanwhile, or cannot be read any more.
  return [];
}

async function readFirstEvents(
  knex: Knex,
  { runId, after }: EventRange,
  to: number,
): Promise<RunEvent[]> {
  try {
    return await readCompactedEvents(knex, runId, { from: after + 1, to });
  } catch (error) {
    if (error instanceof UnreadableRunError) return [];
    throw error;
  }
}

/** Numbers have gaps, since log chunks have some; the first event of a run has the first. */
function isWhole({ told, after }: EventRange, events: RunEvent[]): boolean {
  if (after === 0 && events[0]?.seq !== 1) return false;
  const seqs = new Set(events.map(({ seq }) => seq));
  return [...told].every(seq => seqs.has(seq));
}

async function readStoredEvents(
  knex: Knex,
  ranges: EventRange[],
): Promise<Map<string, RunEvent[]>> {
  const query = knex<EventRow>('run_events').orderBy(['run_id', 'seq']);
  for (const { runId, after, upTo } of ranges) {
    query.orWhere(own =>
      own
        .where({ run_id: runId })
        .andWhere('seq', '>', after)
        .andWhere('seq', '<=', upTo),
    );
  }
  const rows = Map.groupBy(await query, ({ run_id }) => run_id);
  return new Map([...rows].map(([id, own]) => [id, own.map(toEvent)]));
}
