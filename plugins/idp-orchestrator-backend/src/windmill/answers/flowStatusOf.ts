import {
  isRunFinished,
  isStepFinished,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { jobIdOf } from '../calls/JobRef';
import { isSuccess, userOf } from './resultOf';

type ModuleType =
  | 'WaitingForPriorSteps'
  | 'WaitingForEvents'
  | 'WaitingForExecutor'
  | 'InProgress'
  | 'Success'
  | 'Failure';

/** A step of a flow in the form that Windmill shows it. */
interface FlowModule {
  id: string;
  type: ModuleType;
  /** The id of the step's job; absent until it began. */
  job?: string;
  count?: number;
  progress?: number;
  skipped?: boolean;
  approvers?: Array<{ resume_id: number; approver: string }>;
  iterator?: { index: number; itered: unknown[]; itered_len: number };
  flow_jobs?: string[];
  flow_jobs_success?: Array<boolean | null>;
}

export interface FlowStatus {
  /** The index of the first step that is not over, or the number of steps. */
  step: number;
  modules: FlowModule[];
  failure_module: { id: string; type: ModuleType };
}

/**
 * Describes how far the steps of a run are. The items of a step are part of
 * that step.
 */
export function flowStatusOf(run: Run): FlowStatus {
  const steps = run.steps.filter(({ parent }) => parent === undefined);
  const first = steps.findIndex(step => !isStepFinished(step));
  return {
    step: first < 0 ? steps.length : first,
    modules: steps.map(step => moduleOf(run, step)),
    failure_module: { id: 'failure', type: 'WaitingForPriorSteps' },
  };
}

function moduleOf(run: Run, step: RunStep): FlowModule {
  const approvers = approversOf(step);
  return {
    id: step.id,
    type: typeOf(step, isRunFinished(run)),
    ...(step.attempts > 0 && { job: jobIdOf(run, step) }),
    ...(step.progress && { progress: step.progress.percent }),
    ...(step.approval && { count: step.approval.count }),
    ...(step.status === 'skipped' && { skipped: true }),
    ...(approvers.length > 0 && { approvers }),
    ...itemsOf(run, step),
  };
}

function typeOf(step: RunStep, runIsOver: boolean): ModuleType {
  switch (step.status) {
    case 'pending':
      return 'WaitingForPriorSteps';
    case 'running':
      return 'InProgress';
    case 'waiting':
      return typeOfWaiting(step);
    case 'succeeded':
    case 'warning':
      return 'Success';
    case 'skipped':
      return runIsOver && step.skipKind === 'not-reached'
        ? 'WaitingForPriorSteps'
        : 'Success';
    case 'failed':
    case 'cancelled':
      return 'Failure';
  }
}

function typeOfWaiting({ waitingFor }: RunStep): ModuleType {
  switch (waitingFor?.kind) {
    case 'approval':
    case 'decision':
      return 'WaitingForEvents';
    case 'timer':
      return 'InProgress';
    default:
      return 'WaitingForExecutor';
  }
}

/**
 * Lists who approved a step; answers by signed links carry the number that the
 * link was made with.
 */
function approversOf(step: RunStep): FlowModule['approvers'] & object {
  const approvals = (step.answers ?? []).filter(
    ({ answer, attempt }) => answer === 'approve' && attempt === step.attempts,
  );
  return approvals.map(({ by, key }) => ({
    resume_id: Number(/^windmill:(\d+)$/.exec(key ?? '')?.[1] ?? 0),
    approver: userOf(by),
  }));
}

function itemsOf(run: Run, step: RunStep): Partial<FlowModule> {
  const items = run.steps.filter(({ parent }) => parent === step.id);
  if (items.length === 0) return {};
  const done = items.filter(isStepFinished).length;
  return {
    iterator: {
      index: Math.min(done, items.length - 1),
      itered: items.map(({ item }) => item),
      itered_len: items.length,
    },
    flow_jobs: items.map(item => jobIdOf(run, item)),
    flow_jobs_success: items.map(item =>
      isStepFinished(item) ? isSuccess(item) : null,
    ),
  };
}
