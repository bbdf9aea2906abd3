import {
  isRunFinished,
  RUN_STATUSES,
  type RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isCompleted } from '../answers/toJob';
import type { RunFilter } from '../../ports';
import type { FoundJob } from './findJob';
import { flowIdOf } from './flowPath';
import { isOfStatus, JOB_CHECKS } from './jobChecks';
import { LIST_FIELDS, listQuerySchema, type ListFields } from './listFields';
import { readChecked, refuseUnknownFilters } from './readQuery';

/** The choice of the jobs that a list is to show. */
export interface ListQuery {
  /** The part of the choice that the store can make by itself, of the runs that they are or are in. */
  filter: RunFilter;
  /** Whether steps may be among them. */
  withSteps: boolean;
  /** The run whose jobs are asked for. */
  parentId?: string;
  /** Tells whether a job of that choice is to be shown. */
  isWanted(job: FoundJob): boolean;
  /** The number of jobs that are passed over, before `limit` are shown. */
  skip: number;
  limit: number;
  oldestFirst: boolean;
}

/** What a list is of, before any filter: every job, those that go on, or those that are over. */
export interface ListKind {
  statuses: readonly RunStatus[];
  /** Whether its jobs are over; some are where it is not said. */
  completed?: boolean;
}

/**
 * Reads which jobs a list is to show. A filter that is not known here is
 * refused: without it the list would hold jobs that were not asked for.
 *
 * @throws InputError
 */
export function readListQuery(query: object, kind: ListKind): ListQuery {
  refuseUnknownFilters(query, LIST_FIELDS);
  const asked = readChecked(listQuerySchema, query);
  const withSteps = mayBeSteps(asked);
  // A run that goes on may have steps that are over.
  const statuses = withSteps && kind.completed ? RUN_STATUSES : kind.statuses;
  return {
    filter: {
      statuses: withSteps
        ? [...statuses]
        : statuses.filter(status =>
            isOfStatus({ status, isOver: isRunFinished({ status }) }, asked),
          ),
      flow: asked.script_path_exact && flowIdOf(asked.script_path_exact),
      initiator: asked.created_by,
      since: asked.created_after,
      until: asked.created_before,
    },
    withSteps,
    parentId: asked.parent_job,
    isWanted: job =>
      isOfKind(job, kind) && JOB_CHECKS.every(check => check(job, asked)),
    skip: (asked.page - 1) * asked.per_page,
    limit: asked.per_page,
    oldestFirst: asked.order_desc === false,
  };
}

/** Tells whether steps may be among the jobs: a step has a parent, a path of its own, and is a script. */
function mayBeSteps(asked: ListFields): boolean {
  return (
    asked.has_null_parent !== true &&
    asked.is_flow_step !== false &&
    asked.script_path_exact === undefined &&
    (asked.job_kinds ?? 'script').split(',').includes('script')
  );
}

function isOfKind({ run, step }: FoundJob, { completed }: ListKind): boolean {
  return completed === undefined || isCompleted(run, step) === completed;
}
