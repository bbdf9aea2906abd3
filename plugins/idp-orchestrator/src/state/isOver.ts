import type {
  RunStatus,
  StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

const GOING_ON: ReadonlySet<RunStatus | StepStatus> = new Set<
  RunStatus | StepStatus
>(['queued', 'pending', 'running', 'waiting', 'paused', 'cancelling']);

/**
 * Whether a run or step has ended. As in `-common`, and only here again
 * because that module brings its schemas (and so zod) into the page.
 */
export function isOver(status: RunStatus | StepStatus): boolean {
  return !GOING_ON.has(status);
}
