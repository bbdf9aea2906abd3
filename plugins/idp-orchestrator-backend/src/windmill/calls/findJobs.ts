import { InputError, NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { getRun } from '../../operations/runs/getRun';
import { listWholeRuns } from '../../operations/runs/listRuns';
import { isTask } from '../answers/resultOf';
import type { WindmillOptions } from '../WindmillOptions';
import type { FoundJob } from './findJob';
import type { ListQuery } from './readListQuery';

const PAGE = 200;
/** The most runs that are looked at for one list. */
const MOST_LOOKED_AT = 10_000;

type Finder = Pick<WindmillOptions, 'perform'>;

/**
 * Finds the jobs that a list is to show: runs, and steps of runs where it wants
 * them.
 *
 * @throws InputError when there is too much to look through
 */
export async function findJobs(
  { perform }: Finder,
  caller: Caller,
  query: ListQuery,
): Promise<FoundJob[]> {
  const { isWanted, skip, limit, oldestFirst } = query;
  const filter = await narrow({ perform }, caller, query);
  if (!filter || filter.statuses?.length === 0) return [];
  const found: FoundJob[] = [];
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
    const jobs = query.withSteps
      ? items.flatMap(jobsOf)
      : items.map(run => ({ run }));
    found.push(...jobs.filter(isWanted));
    cursor = nextCursor;
    if (!cursor) break;
  }
  if (oldestFirst) found.reverse();
  return found.slice(skip, skip + limit);
}

/**
 * Leaves out the runs that are older than the one whose jobs are asked for;
 * undefined when there is no such run.
 */
async function narrow(
  { perform }: Finder,
  caller: Caller,
  { filter, parentId }: ListQuery,
): Promise<ListQuery['filter'] | undefined> {
  if (parentId === undefined) return filter;
  try {
    const parent = await perform(getRun, caller, { runId: parentId });
    const since = [filter.since ?? '', parent.createdAt].sort()[1];
    return { ...filter, since };
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** A run and its steps that began, the newest first; that of a script has none beside it. */
function jobsOf(run: Run): FoundJob[] {
  if (isTask(run)) return [{ run }];
  const begun = run.steps.filter(({ attempts }) => attempts > 0);
  return [...begun.reverse().map(step => ({ run, step })), { run }];
}
