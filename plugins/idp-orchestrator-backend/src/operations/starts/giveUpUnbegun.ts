import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { refuseRun } from '../../engine';
import { isUnderWay } from '../../gate';
import { withQueuePosition } from '../runs/withQueuePosition';
import type { RunStarter } from './beginRun';

/**
 * Ends a run that has not begun to change anything and waits for a lock, a
 * worker or a window; what has begun goes on.
 *
 * @param why - said of the run, followed by what it waited for
 * @returns why it was given up, also by an earlier call; undefined when it was not
 */
export async function giveUpUnbegun(
  { store, notifier, clock }: Pick<RunStarter, 'store' | 'notifier' | 'clock'>,
  runId: string,
  why: string,
): Promise<string | undefined> {
  const [seen, flow] = await Promise.all([
    store.get(runId),
    store.getDefinition(runId),
  ]);
  if (!seen || !flow) return undefined;
  const { waitingFor } = await withQueuePosition(store, seen);
  const because = waitingFor
    ? `${why}, and waited for ${waitingFor.text}`
    : why;
  const { run, entries } = await store.appendUnclaimed(runId, newest =>
    isHeldBack(newest)
      ? refuseRun(flow, newest, {
          because,
          now: clock.now(),
          status: 'cancelled',
        })
      : [],
  );
  notifier.publish(run, entries);
  // Of what people cancel it is said who did.
  const isGivenUp = run.status === 'cancelled' && !run.cancellation;
  return isGivenUp ? run.error?.message : undefined;
}

function isHeldBack(run: Run): boolean {
  if (isRunFinished(run) || run.retries || isUnderWay(run)) return false;
  return run.status === 'queued' || run.waitingFor?.kind === 'window';
}
