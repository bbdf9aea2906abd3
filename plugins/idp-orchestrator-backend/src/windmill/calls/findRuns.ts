import { InputError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { listWholeRuns } from '../../operations/runs/listRuns';
import type { WindmillOptions } from '../WindmillOptions';
import type { ListQuery } from './readListQuery';

const PAGE = 200;
/** The most runs that are looked at for one list. */
const MOST_LOOKED_AT = 10_000;

/**
 * Finds the runs that a list is to show.
 *
 * @throws InputError when there is too much to look through
 */
export async function findRuns(
  { perform }: Pick<WindmillOptions, 'perform'>,
  caller: Caller,
  query: ListQuery,
): Promise<Run[]> {
  const { filter, isWanted, skip, limit, oldestFirst } = query;
  if (filter.statuses?.length === 0) return [];
  const found: Run[] = [];
  const isEnough = () => !oldestFirst && found.length >= skip + limit;
  let cursor: string | undefined;
  for (let seen = 0; !isEnough(); seen += PAGE) {
    if (seen >= MOST_LOOKED_AT) {
      throw new InputError(
        `The list is not among the newest ${MOST_LOOKED_AT} jobs that the filters leave: expected filters that leave fewer, for example created_after and created_before`,
      );
    }
    const asked = { ...filter, limit: PAGE, cursor };
    const { items, nextCursor } = await perform(listWholeRuns, caller, asked);
    found.push(...items.filter(isWanted));
    cursor = nextCursor;
    if (!cursor) break;
  }
  if (oldestFirst) found.reverse();
  return found.slice(skip, skip + limit);
}
