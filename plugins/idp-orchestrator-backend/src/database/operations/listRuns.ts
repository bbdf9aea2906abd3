import { InputError } from '@backstage/errors';
import type { RunPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { RunFilter } from '../../ports';
import type { RunRow } from '../rows';
import { readRuns } from './readRuns';
import { selectRunsOf } from './serviceChanges';
import { applyCondition } from './runTraits';

/**
 * Reads a page of runs, newest first. The cursor is the place of the last run
 * seen (its time and id), so that pages stay right while new runs arrive, and
 * page 1,000 costs what the first one does.
 */
export async function listRuns(
  knex: Knex,
  filter: RunFilter,
  page: { limit: number; cursor?: string },
): Promise<RunPage> {
  const query = knex<RunRow>('runs').limit(page.limit + 1);
  applyFilter(knex, query, filter);
  // Read in the order of an index, whichever of the two leads to few runs.
  const place = filter.service ? TOUCHED : PLACE;
  query.orderBy(place.map(column => ({ column, order: 'desc' })));
  if (page.cursor) {
    const { createdAt, id } = decodeCursor(page.cursor);
    query.whereRaw('(??, ??) < (?, ?)', [...place, createdAt, id]);
  }
  const rows = await query;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: await readRuns(knex, items),
    ...(rows.length > page.limit && last && { nextCursor: encodeCursor(last) }),
  };
}

/** The columns that say where a run is in the list: its time and id, of which there are two copies. */
const PLACE = ['created_at', 'id'];
const TOUCHED = ['touched_at', 'touched_id'];

export async function countRuns(
  knex: Knex,
  filter: RunFilter,
): Promise<number> {
  const query = knex<RunRow>('runs');
  applyFilter(knex, query, filter);
  const counted = await query.count({ count: '*' }).first();
  return Number(counted?.count ?? 0);
}

type RunQuery = Knex.QueryBuilder<RunRow, RunRow[]>;

function applyFilter(knex: Knex, query: RunQuery, filter: RunFilter): void {
  if (filter.service) {
    query.join(selectRunsOf(knex, filter.service), 'touched_id', 'runs.id');
  }
  if (filter.within) applyCondition(query, filter.within);
  if (filter.flow) query.where('flow_id', filter.flow);
  if (filter.environment) query.where('environment', filter.environment);
  if (filter.initiator) query.where('initiator', filter.initiator);
  if (filter.statuses) query.whereIn('status', filter.statuses);
  if (filter.since) query.where('created_at', '>=', Date.parse(filter.since));
  if (filter.until) query.where('created_at', '<', Date.parse(filter.until));
  if (filter.text) matchText(query, filter.text);
}

/** Finds a run by a part of its id, flow or initiator. */
function matchText(query: RunQuery, text: string): void {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  query.where(any => {
    for (const column of ['id', 'flow_id', 'initiator']) {
      any.orWhereRaw(`lower(??) like ? escape '\\'`, [column, pattern]);
    }
  });
}

interface Place {
  createdAt: number;
  id: string;
}

function encodeCursor(row: RunRow): string {
  return Buffer.from(`${row.created_at}/${row.id}`).toString('base64url');
}

function decodeCursor(cursor: string): Place {
  const match = /^(\d{1,15})\/([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  if (!match) {
    throw new InputError(
      'cursor: expected the nextCursor of a list of runs, got something else',
    );
  }
  return { createdAt: Number(match[1]), id: match[2] };
}
