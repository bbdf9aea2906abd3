import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { followRun } from '../../operations/feed/watchRun';
import type { Perform } from '../../operations/Operation';
import { getRun } from '../../operations/runs/getRun';

/**
 * Waits for the end of a run that was just started, or for `signal`, and returns
 * the run as it is then.
 */
export async function untilFinished(
  perform: Perform,
  caller: Caller,
  { runId, signal }: { runId: string; signal: AbortSignal },
): Promise<Run> {
  for (let after = 0; ;) {
    const watch = { runId, after, signal };
    for await (const _ of await perform(followRun, caller, watch)) {
      // The run is read once, when it is over.
    }
    const run = await perform(getRun, caller, { runId });
    if (isRunFinished(run) || signal.aborted) return run;
    after = run.lastSeq;
  }
}
