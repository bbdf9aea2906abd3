import type {
  Initiator,
  Run,
  RunError,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** The result of a job that went wrong, in Windmill's form. */
export interface FailedResult {
  error: { name: string; message: string } & Record<string, unknown>;
}

/**
 * Tells whether a run is one of a script that was run directly, which is a flow
 * of one step.
 */
export function isTask(run: Run): boolean {
  return run.steps.length === 1 && run.steps[0].id === run.flowId;
}

export function isSuccess({ status }: Pick<Run | RunStep, 'status'>): boolean {
  return [
    'succeeded',
    'succeeded-with-warnings',
    'warning',
    'skipped',
  ].includes(status);
}

/**
 * Gives the bare result of a finished job: a flow's output, what a script gave,
 * or the error.
 */
export function resultOf(run: Run, step?: RunStep): unknown {
  if (step) return resultOfStep(run, step);
  if (run.status === 'cancelled') return canceledResult(run);
  if (run.status === 'failed') {
    const name = run.timedOutAt ? 'TimeoutError' : 'ExecutionErr';
    return failedResult(name, run.error);
  }
  return (isTask(run) ? run.steps[0].output : run.output) ?? null;
}

function resultOfStep(run: Run, step: RunStep): unknown {
  if (step.status === 'cancelled') return canceledResult(run);
  if (step.status !== 'failed') return step.output ?? null;
  return failedResult('ExecutionErr', { step: step.id, ...step.error });
}

function failedResult(
  name: string,
  error: Partial<RunError> = {},
): FailedResult {
  const { message, step, exitCode, signal, stack } = error;
  const { stderrTail, stdoutTail, hint } = error;
  return {
    error: {
      name,
      message: message ?? 'no reason given',
      ...(step !== undefined && { step_id: step }),
      ...(exitCode !== undefined && { exit_code: exitCode }),
      ...(signal !== undefined && { signal }),
      ...(stderrTail && { stderr: stderrTail.join('\n') }),
      ...(stdoutTail && { stdout: stdoutTail.join('\n') }),
      ...(hint !== undefined && { hint }),
      ...(stack !== undefined && { stack }),
    },
  };
}

function canceledResult({ cancellation }: Run): FailedResult {
  const reason = cancellation?.reason ?? 'no reason given';
  const canceler = cancellation ? userOf(cancellation.by) : 'unknown';
  return {
    error: {
      name: 'Canceled',
      message: `Job canceled: ${reason} by ${canceler}`,
      reason,
      canceler,
    },
  };
}

/** Names somebody in the one text that Windmill has for it. */
export function userOf(initiator: Initiator): string {
  return initiator.ref;
}
