import type {
  RunStatus,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isSuccess, isTask } from '../answers/resultOf';
import { isCompleted, isRunning, scriptPathOf } from '../answers/toJob';
import type { FoundJob } from './findJob';
import type { ListFields } from './listFields';

/** Tells whether something is as `success` and `status` say; what goes on is neither. */
export function isOfStatus(
  one: { status: RunStatus | RunStep['status']; isOver: boolean },
  { success, status: asked }: ListFields,
): boolean {
  if (success === undefined && asked === undefined) return true;
  if (success !== undefined) return one.isOver && isSuccess(one) === success;
  switch (asked) {
    case 'success':
      return one.isOver && isSuccess(one);
    case 'failure':
      return one.status === 'failed';
    case 'canceled':
      return one.status === 'cancelled';
    default:
      return one.status === 'skipped';
  }
}

type Check = (job: FoundJob, asked: ListFields) => boolean;

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

/** The filters that are checked job by job. */
export const JOB_CHECKS: Check[] = [
  ({ run, step }, asked) =>
    within((step ?? run).startedAt, asked.started_after, asked.started_before),
  ({ run, step }, asked) =>
    within(
      (step ?? run).finishedAt,
      asked.completed_after,
      asked.completed_before,
    ),
  ({ run, step }, asked) => {
    const { status } = step ?? run;
    return isOfStatus({ status, isOver: isCompleted(run, step) }, asked);
  },
  ({ run, step }, asked) =>
    scriptPathOf(run, step).startsWith(asked.script_path_start ?? ''),
  (job, asked) =>
    asked.parent_job === undefined || parentOf(job) === asked.parent_job,
  (job, asked) => same(parentOf(job) === undefined, asked.has_null_parent),
  ({ run, step }, asked) =>
    asked.job_kinds === undefined ||
    asked.job_kinds
      .split(',')
      .includes(step || isTask(run) ? 'script' : 'flow'),
  ({ run, step }, asked) => same(isRunning(run, step), asked.running),
  ({ run, step }, asked) =>
    same((step ?? run).status === 'waiting', asked.suspended),
  ({ run }, asked) =>
    asked.scheduled_for_before_now !== true ||
    run.waitingFor?.kind !== 'timer' ||
    run.status !== 'queued',
  ({ step }, asked) => same(step?.status === 'skipped', asked.is_skipped),
  ({ step }, asked) => same(step !== undefined, asked.is_flow_step),
];

function parentOf({ run, step }: FoundJob): string | undefined {
  return step ? run.id : run.parent?.runId;
}
