import type { RunStatus, StepStatus } from '../status';

const FINISHED_RUN: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
]);

const FINISHED_STEP: ReadonlySet<StepStatus> = new Set<StepStatus>([
  'succeeded',
  'warning',
  'failed',
  'skipped',
  'cancelled',
]);

/**
 * Tells whether a run is over.
 *
 * @public
 */
export function isRunFinished(run: { status: RunStatus }): boolean {
  return FINISHED_RUN.has(run.status);
}

/** @public */
export function isStepFinished(step: { status: StepStatus }): boolean {
  return FINISHED_STEP.has(step.status);
}
