import { InputError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { RunFilter } from '../../../ports';
import { isSqlite } from '../../openDatabase';
import type { RunRow } from '../../rows';
import { readRuns } from '../readRuns';
import {
  findMatches,
  findRarest,
  whereAny,
  whereMatch,
  whereNewestOfAny,
  type Match,
  type RunQuery,
} from './runMatches';
import { whereOpen } from './openFailures';
import { selectRunsOf } from '../serviceChanges';
import { applyCondition } from '../runTraits';

/**
 * Reads a page of runs, newest first. The cursor is the place of the last run
 * seen (its time and id), so that pages stay right while new runs arrive, and
 * page 1,000 costs what the first one does.
 */
export async function listRuns(
  knex: Knex,
  filter: RunFilter,
  page: { limit: number; cursor?: string },
): Promise<{ items: Run[]; nextCursor?: string }> {
  const anyOf = await findAlternatives(knex, filter);
  if (anyOf?.length === 0) return { items: [] };
  const query = await selectPage(knex, filter, {
    ...page,
    all: matchesOf(filter),
    anyOf,
  });
  const rows = await query.rows;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: await readRuns(knex, items),
    ...(rows.length > page.limit && last && { nextCursor: encodeCursor(last) }),
  };
}

interface Page {
  limit: number;
  cursor?: string;
  /** Each of these has to hold. */
  all: Match[];
  /** One of these has to hold as well. */
  anyOf?: Match[];
}

/** Selects the runs of a page; in an object, since a query that is returned is asked. */
async function selectPage(
  knex: Knex,
  filter: RunFilter,
  page: Page,
): Promise<{ rows: RunQuery }> {
  const { all, anyOf } = page;
  const count = all.length + (anyOf ? 1 : 0);
  const rarest =
    isSqlite(knex) && count > 1 ? await findRarest(knex, all) : undefined;
  const newest = () => selectNewest(knex, filter, { ...page, rarest });
  const rows: RunQuery = newest().select<RunRow[]>('runs.*');
  if (anyOf && rarest) whereAny(rows, anyOf, 'by-another');
  else if (anyOf) whereNewestOfAny(rows, anyOf, newest);
  return { rows };
}

/** Selects the newest runs after a place, and one more than a page has. */
function selectNewest(
  knex: Knex,
  filter: RunFilter,
  { limit, cursor, all, rarest }: Page & { rarest: Match | undefined },
): RunQuery {
  // Read in the order of an index, whichever of the two leads to few runs.
  const place = filter.service ? TOUCHED : PLACE;
  const query = knex<RunRow>('runs').limit(limit + 1);
  applyFilter(knex, query, filter);
  for (const match of all) {
    const isLeft = rarest !== undefined && match !== rarest;
    whereMatch(query, match, isLeft ? 'by-another' : 'by-its-index');
  }
  query.orderBy(place.map(column => ({ column, order: 'desc' })));
  if (cursor) {
    const { createdAt, id } = decodeCursor(cursor);
    query.whereRaw('(??, ??) < (?, ?)', [...place, createdAt, id]);
  }
  return query;
}

/** The columns that say where a run is in the list: its time and id, of which there are two copies. */
const PLACE = ['runs.created_at', 'runs.id'];
const TOUCHED = ['touched_at', 'touched_id'];

/** What of a filter can be one of several things; undefined when nothing can. */
async function findAlternatives(
  knex: Knex,
  { text, statuses }: RunFilter,
): Promise<Match[] | undefined> {
  if (text) return findMatches(knex, text);
  if (!statuses || statuses.length === 1) return undefined;
  return statuses.map(value => ({ column: 'status', value }));
}

/** What of a filter is one value of a column with an index. */
function matchesOf(filter: RunFilter): Match[] {
  const { flow, environment, initiator, statuses = [] } = filter;
  const values = {
    flow_id: flow,
    environment,
    initiator,
    status: statuses.length === 1 ? statuses[0] : undefined,
  };
  return (['flow_id', 'initiator', 'environment', 'status'] as const).flatMap(
    column => {
      const value = values[column];
      return value === undefined ? [] : [{ column, value }];
    },
  );
}

export async function countRuns(
  knex: Knex,
  filter: RunFilter,
): Promise<number> {
  const matches = await findAlternatives(knex, filter);
  if (matches?.length === 0) return 0;
  const query = knex<RunRow>('runs');
  applyFilter(knex, query, filter);
  matchesOf(filter).forEach(match => whereMatch(query, match));
  if (matches) whereAny(query, matches);
  const counted = await query.count({ count: '*' }).first();
  return Number(counted?.count ?? 0);
}

function applyFilter(knex: Knex, query: RunQuery, filter: RunFilter): void {
  if (filter.service) {
    query.join(selectRunsOf(knex, filter.service), 'touched_id', 'runs.id');
  }
  if (filter.open) whereOpen(knex, query);
  if (filter.tree) whereInTree(knex, query, filter.tree);
  if (filter.within) applyCondition(query, filter.within);
  // Without a text they are the alternatives.
  if (filter.text && filter.statuses && filter.statuses.length > 1) {
    query.whereIn('status', filter.statuses);
  }
  if (filter.since) query.where('created_at', '>=', Date.parse(filter.since));
  if (filter.until) query.where('created_at', '<', Date.parse(filter.until));
}

/** Adds that a run was started by a step, in the same tree as this one: each has the id of the root. */
function whereInTree(knex: Knex, query: RunQuery, runId: string): void {
  const root = knex<RunRow>('runs').where({ id: runId }).select('root_id');
  query.whereRaw('runs.root_id = coalesce((?), ?)', [root, runId]);
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
