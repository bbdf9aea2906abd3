import {
  applyRunEvent,
  isRunFinished,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OperationParts } from '../OperationParts';
import { requireRun } from './requireRun';

/** The parts that a wait takes. */
export type WaitParts = Pick<
  OperationParts,
  'store' | 'feeds' | 'clock' | 'stopping'
>;

/** A wait for a run. */
export interface Wait {
  /**
   * `over` waits for the end; `attention` also for what somebody should look
   * at: a step or the whole run waits for people, or a step failed.
   */
  until: 'over' | 'attention';
  /** The longest time (ms). */
  timeoutMs: number;
  /**
   * The ids of failed steps that the waiter knows of and is not told again;
   * those that had failed when the wait began when absent.
   */
  knownFailures?: string[];
  /** Aborts when the waiter is gone. */
  signal?: AbortSignal;
}

/**
 * The end of a wait: what came of the run, or why nobody waits any longer,
 * because the time is up, the waiter is gone, or this backend stops.
 */
export type WaitEnd =
  'over' | 'waits-for-people' | 'step-failed' | 'limit' | 'gone' | 'stopping';

/**
 * Waits for a run without asking again and again, and returns it as it is then.
 * The run itself goes on, however the wait ends.
 *
 * @throws NotFoundError
 */
export async function waitForRun(
  parts: WaitParts,
  runId: string,
  wait: Wait,
): Promise<{ run: Run; ended: WaitEnd }> {
  const { clock, stopping, store } = parts;
  const limit = new AbortController();
  const over = new AbortController();
  const { signal: gone = over.signal } = wait;
  const timing = clock
    .sleep(wait.timeoutMs, over.signal)
    .then(() => limit.abort());
  const signal = AbortSignal.any([limit.signal, gone, stopping]);
  try {
    const changed = await untilChange(parts, runId, { ...wait, signal });
    if (changed) return changed;
    const cut = stopping.aborted ? 'stopping' : 'limit';
    const ended = gone.aborted ? 'gone' : cut;
    return { run: await requireRun(store, runId), ended };
  } finally {
    over.abort();
    await timing;
  }
}

/** Follows a run until it is as is waited for; undefined when `signal` was first. */
async function untilChange(
  { store, feeds }: WaitParts,
  runId: string,
  { until, knownFailures, signal }: Wait & { signal: AbortSignal },
): Promise<{ run: Run; ended: WaitEnd } | undefined> {
  let run = await requireRun(store, runId);
  const known = new Set(knownFailures ?? failuresOf(run));
  for (;;) {
    const ended = changeOf(run, until, known);
    if (ended) return { run, ended };
    if (signal.aborted) return undefined;
    const watch = { after: run.lastSeq, signal };
    for await (const entries of feeds.watch(run, watch)) {
      run = entries.reduce(applyEntry, run);
      forgetBegunAnew(known, run);
      const seen = changeOf(run, until, known);
      if (seen) return { run, ended: seen };
    }
    run = await requireRun(store, runId);
  }
}

/** A step that was begun anew fails anew. */
function forgetBegunAnew(known: Set<string>, run: Run): void {
  const failed = new Set(failuresOf(run));
  for (const id of known) if (!failed.has(id)) known.delete(id);
}

function applyEntry(run: Run, entry: FeedEntry): Run {
  if (entry.kind === 'event') return applyRunEvent(run, entry.event);
  return { ...run, lastSeq: Math.max(run.lastSeq, entry.chunk.seq) };
}

function changeOf(
  run: Run,
  until: Wait['until'],
  known: Set<string>,
): WaitEnd | undefined {
  if (isRunFinished(run)) return 'over';
  if (until === 'over') return undefined;
  if (waitsForPeople(run)) return 'waits-for-people';
  const isNew = failuresOf(run).some(id => !known.has(id));
  return isNew ? 'step-failed' : undefined;
}

/** Tells whether a run does not go on, as a whole or with a step, unless somebody says so. */
function waitsForPeople({ status, steps }: Run): boolean {
  if (status === 'paused') return true;
  return steps.some(
    ({ waitingFor }) =>
      waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision',
  );
}

function failuresOf({ steps }: Run): string[] {
  return steps.flatMap(({ id, status }) => (status === 'failed' ? [id] : []));
}
