import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import type { Orchestrator } from '../../operations/Orchestrator';

/** Waits for the end of a run, or for `signal`; the run is as it is then. */
export async function untilFinished(
  orchestrator: Orchestrator,
  caller: Caller,
  { runId, signal }: { runId: string; signal: AbortSignal },
): Promise<Run> {
  let run = await orchestrator.getRun(caller, runId);
  while (!isRunFinished(run) && !signal.aborted) {
    const watch = { after: run.lastSeq, signal };
    for await (const _ of await orchestrator.watchRun(caller, runId, watch)) {
      // The run is read once, when it is over.
    }
    run = await orchestrator.getRun(caller, runId);
  }
  return run;
}
