import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { refuseRun } from '../../engine';
import { isUnderWay } from '../../gate';
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
  const because = `${why}, and waited for ${await describeWait(store, seen)}`;
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
  const said = run.status === 'cancelled' ? run.error?.message : undefined;
  return said?.startsWith(why) ? said : undefined;
}

/**
 * Says what a run waits for, and not whose run it waits for: who reads of a
 * schedule need not see that one.
 */
async function describeWait(
  store: Pick<RunStarter['store'], 'queuePlace'>,
  { id, waitingFor }: Run,
): Promise<string> {
  if (waitingFor?.kind === 'window') return waitingFor.text;
  const place = await store.queuePlace(id);
  switch (place?.kind) {
    case 'lock':
      return 'its lock, which another run held';
    case 'labels':
      return `a worker with the labels ${place.labels.join(', ')}`;
    default:
      return 'a free worker';
  }
}

function isHeldBack(run: Run): boolean {
  if (isRunFinished(run) || run.retries || isUnderWay(run)) return false;
  return run.status === 'queued' || run.waitingFor?.kind === 'window';
}
