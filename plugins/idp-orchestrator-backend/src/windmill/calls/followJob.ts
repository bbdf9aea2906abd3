import {
  applyRunEvent,
  seqOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { followRun } from '../../operations/feed/watchRun';
import type { Perform } from '../../operations/Operation';
import { textOf } from '../answers/readLogs';
import type { FoundJob } from './findJob';

export interface JobState extends FoundJob {
  logs: { text: string; offset: number };
  /** True when everything that is known of it has been told. */
  isAll: boolean;
}

/**
 * Yields a job as it is, and again after each piece of its run's feed, until
 * the run is over.
 */
export async function* followJob(
  job: FoundJob,
  from: { caller: Caller; perform: Perform; offset: number },
  signal: AbortSignal,
): AsyncGenerator<JobState> {
  const { caller, perform } = from;
  const stepId = job.step?.id;
  let { run } = job;
  const stateAfter = (offset: number, text: string): JobState => ({
    run,
    step: run.steps.find(({ id }) => id === stepId),
    logs: { text, offset },
    isAll: offset >= run.lastSeq,
  });
  yield stateAfter(from.offset, '');
  const watch = { runId: run.id, after: from.offset, signal };
  for await (const entries of await perform(followRun, caller, watch)) {
    run = entries.reduce<Run>(
      (state, entry) =>
        entry.kind === 'event' ? applyRunEvent(state, entry.event) : state,
      run,
    );
    const last = entries[entries.length - 1];
    yield stateAfter(seqOf(last), textOf(run, entries, stepId));
  }
}
