import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunStarter } from '../starts/beginRun';
import type { DecideAction } from './decideActions';

/** Writes what an action makes of the newest state, and lets its worker know where it has one to come. */
export async function applyAction(
  {
    store,
    notifier,
    dispatcher,
  }: Pick<RunStarter, 'store' | 'notifier' | 'dispatcher'>,
  runId: string,
  decide: DecideAction,
): Promise<Run> {
  const { run, entries } = await store.appendUnclaimed(runId, decide);
  notifier.publish(run, entries);
  if (!isRunFinished(run)) await dispatcher.enqueue(runId);
  return run;
}
