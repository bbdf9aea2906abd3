import { ServiceUnavailableError } from '@backstage/errors';
import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { cancelRun } from '../../operations/runActions/cancelRun';
import { getRun } from '../../operations/runs/getRun';
import { StatusError } from '../answers/textErrors';
import type { WindmillOptions } from '../WindmillOptions';
import { untilFinished } from './untilFinished';

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
  const { perform, clock, waitLimitMs, stopping } = options;
  const over = new AbortController();
  const tooLong = new AbortController();
  const timing = clock.sleep(waitLimitMs, over.signal).then(() => {
    if (!over.signal.aborted) tooLong.abort();
  });
  const signal = AbortSignal.any([gone, tooLong.signal, stopping]);
  let run: Run;
  try {
    run = await untilFinished(perform, caller, { runId, signal });
  } finally {
    over.abort();
    await timing;
  }
  if (isRunFinished(run)) return run;
  if (stopping.aborted) {
    throw new ServiceUnavailableError(
      `This backend is being stopped; the job ${runId} goes on without it`,
    );
  }
  const limit = `timeout after ${waitLimitMs / 1_000}s`;
  const reason = gone.aborted ? 'http connection broke' : limit;
  const ended = await cancelUnlessOver(options, caller, { runId, reason });
  if (ended) return ended;
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
