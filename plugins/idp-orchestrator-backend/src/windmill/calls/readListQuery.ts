import { InputError } from '@backstage/errors';
import {
  isRunFinished,
  type Run,
  type RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { isSuccess, isTask } from '../answers/resultOf';
import { isRunning } from '../answers/toJob';
import type { RunFilter } from '../../ports';
import { flowIdOf, pathOf } from './flowPath';
import { flagSchema, readChecked, timeSchema, wholeNumber } from './readQuery';

/** The choice of the runs that a list is to show. */
export interface ListQuery {
  /** The part of the choice that the store can make by itself. */
  filter: RunFilter;
  /** Tells whether a run of that choice is to be shown. */
  isWanted(run: Run): boolean;
  /** The number of runs that are passed over, before `limit` are shown. */
  skip: number;
  limit: number;
  oldestFirst: boolean;
}

const MOST_PER_PAGE = 100;

/**
 * A name without a zero byte, which is in no name, and which PostgreSQL does
 * not take.
 */
const nameSchema = z
  .string('a name')
  .refine(name => !name.includes('\0'), 'a name');

const fields = {
  page: wholeNumber(1, 100).default(1),
  per_page: wholeNumber(1, MOST_PER_PAGE).default(30),
  order_desc: flagSchema,
  created_by: nameSchema.optional(),
  created_before: timeSchema.optional(),
  created_after: timeSchema.optional(),
  started_before: timeSchema.optional(),
  started_after: timeSchema.optional(),
  completed_before: timeSchema.optional(),
  completed_after: timeSchema.optional(),
  script_path_exact: nameSchema.optional(),
  script_path_start: z.string().optional(),
  parent_job: z.string().optional(),
  has_null_parent: flagSchema,
  job_kinds: z.string().optional(),
  running: flagSchema,
  suspended: flagSchema,
  success: flagSchema,
  status: z
    .enum(
      ['success', 'failure', 'canceled', 'skipped'],
      'success, failure, canceled or skipped',
    )
    .optional(),
  scheduled_for_before_now: flagSchema,
  is_skipped: flagSchema,
  is_flow_step: flagSchema,
  is_not_schedule: flagSchema,
  all_workspaces: flagSchema,
  /** The token, which is read elsewhere. */
  token: z.string().optional(),
};

const listQuerySchema = z.object(fields);

type Fields = z.infer<typeof listQuerySchema>;

/**
 * Reads which jobs a list is to show. A filter that is not known here is
 * refused: without it the list would hold jobs that were not asked for.
 *
 * @throws InputError
 */
export function readListQuery(
  query: object,
  statuses: readonly RunStatus[],
): ListQuery {
  const unknown = Object.keys(query).filter(
    name => !Object.hasOwn(fields, name),
  );
  if (unknown.length > 0) {
    throw new InputError(
      `Lists cannot be filtered by ${unknown.join(', ')} here. What they can be filtered by: ${Object.keys(fields).join(', ')}`,
    );
  }
  const asked = readChecked(listQuerySchema, query);
  return {
    filter: {
      statuses: statuses.filter(status => isOfStatus(status, asked)),
      flow: asked.script_path_exact && flowIdOf(asked.script_path_exact),
      initiator: asked.created_by,
      since: asked.created_after,
      until: asked.created_before,
    },
    isWanted: run => CHECKS.every(check => check(run, asked)),
    skip: (asked.page - 1) * asked.per_page,
    limit: asked.per_page,
    oldestFirst: asked.order_desc === false,
  };
}

function isOfStatus(
  status: RunStatus,
  { success, status: asked }: Fields,
): boolean {
  const finished = isRunFinished({ status });
  if (success !== undefined) {
    return finished && isSuccess({ status }) === success;
  }
  switch (asked) {
    case 'success':
      return finished && isSuccess({ status });
    case 'failure':
      return status === 'failed';
    case 'canceled':
      return status === 'cancelled';
    case 'skipped':
      return false;
    case undefined:
      return true;
  }
}

type Check = (run: Run, asked: Fields) => boolean;

const same = (is: boolean, asked: boolean | undefined) =>
  asked === undefined || is === asked;

const within = (
  time: string | undefined,
  after: string | undefined,
  before: string | undefined,
) => {
  if (after === undefined && before === undefined) return true;
  if (time === undefined) return false;
  const at = Date.parse(time);
  return (
    at >= Date.parse(after ?? '0001-01-01') &&
    at < Date.parse(before ?? '9999-12-31')
  );
};

const CHECKS: Check[] = [
  (run, asked) =>
    within(run.startedAt, asked.started_after, asked.started_before),
  (run, asked) =>
    within(run.finishedAt, asked.completed_after, asked.completed_before),
  (run, asked) => pathOf(run.flowId).startsWith(asked.script_path_start ?? ''),
  (run, asked) =>
    asked.parent_job === undefined || run.parent?.runId === asked.parent_job,
  (run, asked) => same(run.parent === undefined, asked.has_null_parent),
  (run, asked) =>
    asked.job_kinds === undefined ||
    asked.job_kinds.split(',').includes(isTask(run) ? 'script' : 'flow'),
  (run, asked) => same(isRunning(run), asked.running),
  (run, asked) => same(run.status === 'waiting', asked.suspended),
  (run, asked) =>
    asked.scheduled_for_before_now !== true ||
    run.waitingFor?.kind !== 'timer' ||
    run.status !== 'queued',
  // A run is neither of these.
  (_, asked) => asked.is_skipped !== true && asked.is_flow_step !== true,
];
