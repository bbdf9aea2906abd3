import { ServiceUnavailableError } from '@backstage/errors';
import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { cancelRun } from '../../operations/runActions/cancelRun';
import { awaitRun } from '../../operations/runs/awaitRun';
import { getRun } from '../../operations/runs/getRun';
import { StatusError } from '../answers/textErrors';
import type { WindmillOptions } from '../WindmillOptions';

/**
 * Waits for a run that somebody waits for on the line. When the caller hangs
 * up, or has waited for as long as one may, the run is cancelled; when this
 * backend stops, it goes on.
 *
 * @throws StatusError (500) after the longest time
 */
export async function waitForRun(
  options: WindmillOptions,
  caller: Caller,
  { runId, gone }: { runId: string; gone: AbortSignal },
): Promise<Run> {
  const { perform, waitLimitMs: timeoutMs } = options;
  const { ended, run } = await perform(awaitRun, caller, {
    runId,
    until: 'over',
    timeoutMs,
    signal: gone,
  });
  if (ended === 'over') return run;
  if (ended === 'stopping') {
    throw new ServiceUnavailableError(
      `This backend is being stopped; the job ${runId} goes on without it`,
    );
  }
  const limit = `timeout after ${timeoutMs / 1_000}s`;
  const reason = ended === 'gone' ? 'http connection broke' : limit;
  const over = await cancelUnlessOver(options, caller, { runId, reason });
  if (over) return over;
  throw new StatusError(`${reason}: the job ${runId} was cancelled`, 500);
}

/**
 * Cancels a run, or returns the one that was over by itself in the meantime.
 */
async function cancelUnlessOver(
  { perform }: WindmillOptions,
  caller: Caller,
  { runId, reason }: { runId: string; reason: string },
): Promise<Run | undefined> {
  try {
    await perform(cancelRun, caller, { runId, request: { reason } });
    return undefined;
  } catch (error) {
    const run = await perform(getRun, caller, { runId });
    if (isRunFinished(run)) return run;
    throw error;
  }
}
