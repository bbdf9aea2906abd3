import {
  isRunFinished,
  isStepFinished,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { pathOf } from '../calls/flowPath';
import { jobIdOf } from '../calls/JobRef';
import { flowStatusOf, type FlowStatus } from './flowStatusOf';
import { isSuccess, isTask, resultOf, userOf } from './resultOf';

interface AnyJob {
  id: string;
  workspace_id: string;
  parent_job?: string;
  created_by: string;
  created_at: string;
  started_at?: string;
  script_path: string;
  args?: Record<string, unknown>;
  logs?: string;
  canceled: boolean;
  canceled_by?: string;
  canceled_reason?: string;
  job_kind: 'flow' | 'script';
  permissioned_as: string;
  flow_status?: FlowStatus;
  is_flow_step: boolean;
  language?: 'bash';
  email: string;
  visible_to_owner: boolean;
  mem_peak?: number;
  tag: string;
  priority?: number;
}

export interface QueuedJob extends AnyJob {
  type: 'QueuedJob';
  running: boolean;
  scheduled_for: string;
  suspend?: number;
}

export interface CompletedJob extends AnyJob {
  type: 'CompletedJob';
  started_at: string;
  completed_at: string;
  duration_ms: number;
  success: boolean;
  result: unknown;
  is_skipped: boolean;
  deleted: false;
}

export type Job = QueuedJob | CompletedJob;

/** Converts a run, or one of its steps, into a job of Windmill. */
export function toJob(
  run: Run,
  { step, workspace }: { step?: RunStep; workspace: string },
): Job {
  const job = step ? stepJob(run, step) : runJob(run);
  const any = { ...job, workspace_id: workspace };
  return isCompleted(run, step)
    ? { ...any, ...completion(run, step) }
    : { ...any, ...queueing(run, step) };
}

/** Gives the path of what a job runs; that of a step is below its flow's. */
export function scriptPathOf(run: Run, step?: RunStep): string {
  const path = pathOf(run.flowId);
  return step ? `${path}/${step.id}` : path;
}

export function isCompleted(run: Run, step?: RunStep): boolean {
  return step ? isStepFinished(step) : isRunFinished(run);
}

function runJob(run: Run): Omit<AnyJob, 'workspace_id'> {
  const task = isTask(run);
  return {
    ...commonOf(run),
    id: jobIdOf(run),
    ...(run.parent && { parent_job: run.parent.runId }),
    ...(run.startedAt && { started_at: run.startedAt }),
    script_path: scriptPathOf(run),
    args: run.input,
    job_kind: task ? 'script' : 'flow',
    ...(task ? { language: 'bash' } : { flow_status: flowStatusOf(run) }),
    is_flow_step: false,
    tag: task ? 'bash' : 'flow',
    ...memoryOf(run.steps),
  };
}

function stepJob(run: Run, step: RunStep): Omit<AnyJob, 'workspace_id'> {
  return {
    ...commonOf(run),
    id: jobIdOf(run, step),
    parent_job: run.id,
    ...(step.startedAt && { started_at: step.startedAt }),
    script_path: scriptPathOf(run, step),
    job_kind: 'script',
    is_flow_step: true,
    tag: step.uses === 'script' ? 'bash' : 'flow',
    ...(step.uses === 'script' && { language: 'bash' }),
    ...memoryOf([step]),
  };
}

function commonOf(run: Run) {
  const user = userOf(run.initiator);
  const { cancellation } = run;
  return {
    created_by: user,
    created_at: run.createdAt,
    canceled: cancellation !== undefined,
    ...(cancellation && {
      canceled_by: userOf(cancellation.by),
      canceled_reason: cancellation.reason,
    }),
    permissioned_as: `u/${user}`,
    email: user,
    visible_to_owner: true,
    ...(run.priority !== undefined && { priority: run.priority }),
  };
}

/** Finds the highest memory of the steps in KiB, as Windmill counts. */
export function memoryOf(steps: RunStep[]): { mem_peak?: number } {
  const peaks = steps.flatMap(step =>
    step.history.flatMap(({ usage }) => usage?.peakMemoryBytes ?? []),
  );
  if (peaks.length === 0) return {};
  return { mem_peak: Math.round(Math.max(...peaks) / 1_024) };
}

function queueing(run: Run, step?: RunStep) {
  const asking = (step ? [step] : run.steps).filter(
    ({ waitingFor }) =>
      waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision',
  );
  return {
    type: 'QueuedJob' as const,
    running: isRunning(run, step),
    scheduled_for: run.startAt ?? run.createdAt,
    ...(asking.length > 0 && { suspend: asking.length }),
  };
}

/** Tells whether a job runs in Windmill's sense: it was begun. */
export function isRunning(run: Run, step?: RunStep): boolean {
  if (isCompleted(run, step)) return false;
  return step ? step.startedAt !== undefined : run.startedAt !== undefined;
}

function completion(run: Run, step?: RunStep) {
  const { startedAt, finishedAt } = step ?? run;
  const ended = finishedAt ?? run.finishedAt ?? run.createdAt;
  const started = startedAt ?? ended;
  return {
    type: 'CompletedJob' as const,
    started_at: started,
    completed_at: ended,
    duration_ms: Date.parse(ended) - Date.parse(started),
    success: isSuccess(step ?? run),
    result: resultOf(run, step),
    is_skipped: step?.status === 'skipped',
    deleted: false as const,
  };
}
