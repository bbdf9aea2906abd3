import type { Knex } from 'knex';
import type { RunRow } from '../../rows';
import { findReasons, whereReason, type ReasonMatch } from './runReasons';

export type RunQuery = Knex.QueryBuilder<RunRow, RunRow[]>;

/** A condition that an index finds the newest runs of. */
export type Match =
  | {
      column: 'flow_id' | 'initiator' | 'status' | 'environment';
      value: string;
    }
  | { from: string; to: string }
  | ReasonMatch;

/** How runs are read: by the index of what has to hold, or by another one. */
export type Reading = 'by-its-index' | 'by-another';

/** With more matches than this, so many runs have one that a page of them is among the newest. */
const MOST_LOOKS = 20;

/** So few runs are read faster by the index that finds them than by any other. */
const FEW = 2_000;

/** Adds that a condition has to hold. */
export function whereMatch(
  query: Knex.QueryBuilder,
  match: Match,
  reading: Reading = 'by-its-index',
): void {
  // No database uses an index of the column for what is made of it.
  const read = reading === 'by-its-index' ? '??' : "coalesce(??, '')";
  if ('reason' in match) {
    whereReason(query, match);
  } else if ('column' in match) {
    query.whereRaw(`${read} = ?`, [`runs.${match.column}`, match.value]);
  } else {
    const { from, to } = match;
    query.whereRaw(`${read} between ? and ?`, ['runs.id', from, to]);
  }
}

/** Adds that one of these has to hold. */
export function whereAny(
  query: RunQuery,
  matches: Match[],
  reading?: Reading,
): void {
  query.where(any =>
    matches.forEach(match =>
      any.orWhere(one => whereMatch(one, match, reading)),
    ),
  );
}

/**
 * Adds that one of these has to hold, for a query of the newest runs: those of
 * each are looked up on their own. Asked for all at once, a database reads and
 * sorts every run that has one of them.
 *
 * @param newest selects the newest runs that are all else that is wanted
 */
export function whereNewestOfAny(
  query: RunQuery,
  matches: Match[],
  newest: () => RunQuery,
): void {
  if (matches.length > MOST_LOOKS) {
    whereAny(query, matches, 'by-another');
    return;
  }
  const looks = matches.map(match => {
    const found = newest().select({ found_id: 'runs.id' });
    whereMatch(found, match);
    return query.client.queryBuilder().select('found_id').from(found.as('own'));
  });
  const [first, ...others] = looks;
  query.whereIn('runs.id', first.unionAll(others));
}

/**
 * Finds, for SQLite, which of several conditions few runs fulfil. It knows of
 * no value how often it occurs, and else may read all runs of an environment
 * for the few of a flow.
 */
export async function findRarest(
  knex: Knex,
  matches: Match[],
): Promise<Match | undefined> {
  let rarest: { match: Match; runs: number } | undefined;
  for (const match of matches) {
    const some = knex('runs').select(knex.raw('1')).limit(FEW);
    whereMatch(some, match);
    const counted = await knex.from(some.as('some')).count({ runs: '*' });
    const runs = Number(counted[0].runs);
    if (runs < (rarest?.runs ?? FEW)) rarest = { match, runs };
  }
  return rarest?.match;
}

/**
 * Finds what runs have whose flow, initiator or reason has `text` in it, or whose
 * id begins with it. There are few flows and initiators and many runs, so the
 * text is looked for in the names of those.
 */
export async function findMatches(knex: Knex, text: string): Promise<Match[]> {
  const wanted = text.toLowerCase();
  const matches: Match[] = [];
  for (const column of ['flow_id', 'initiator'] as const) {
    const values = await listValues(knex, column);
    matches.push(
      ...values
        .filter(value => value.toLowerCase().includes(wanted))
        .map(value => ({ column, value })),
    );
  }
  const more = [await findReasons(knex, wanted), idRangeOf(wanted)];
  return [...matches, ...more.filter(match => match !== undefined)];
}

/** Lists the different values of a column: each is one look into its index, however many runs have it. */
async function listValues(
  knex: Knex,
  column: 'flow_id' | 'initiator',
): Promise<string[]> {
  const rows: Array<{ value: string }> = await knex
    .withRecursive('found', ['value'], query =>
      query
        .min(column)
        .from('runs')
        .unionAll(next =>
          next
            .select(
              knex('runs')
                .min(column)
                .whereRaw('?? > found.value', [column])
                .as('value'),
            )
            .from('found')
            .whereNotNull('found.value'),
        ),
    )
    .select('value')
    .from('found')
    .whereNotNull('value');
  return rows.map(({ value }) => value);
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The lowest and the highest id that begin so. */
function idRangeOf(text: string): Match | undefined {
  const rest = NO_ID.slice(text.length);
  const isStart =
    /^[0-9a-f-]+$/.test(text) &&
    text.replace(/[0-9a-f]/g, '0') === NO_ID.slice(0, text.length);
  if (!isStart) return undefined;
  return { from: text + rest, to: text + rest.replaceAll('0', 'f') };
}
