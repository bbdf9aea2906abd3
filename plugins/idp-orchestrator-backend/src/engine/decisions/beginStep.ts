import type {
  RunStep,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { wakeBy, type Decision } from './Decision';
import type { RunView } from './RunView';

/** What has no known end is looked at again after this (ms): openings are searched so far ahead only. */
const LOOK_AGAIN_MS = 24 * 60 * 60 * 1_000;

/** Starts the next attempt of a step, unless a window keeps it from that. */
export function beginStep(
  view: RunView,
  state: RunStep,
  decision: Decision,
): void {
  const hold = view.gate?.holdOf(view.run, state, view.now);
  if (!hold) {
    decision.start.push({ stepId: state.id, attempt: state.attempts + 1 });
    return;
  }
  const { until } = hold;
  wakeBy(decision, until ? Date.parse(until) : view.now + LOOK_AGAIN_MS);
  if (isHeldSo(state, hold)) return;
  const since =
    state.waitingFor?.kind === 'window'
      ? state.waitingFor.since
      : new Date(view.now).toISOString();
  const waitingFor = { kind: 'window' as const, since, ...hold };
  decision.settle.push({ type: 'step.held', stepId: state.id, waitingFor });
}

/** Whether a step is known to wait for just this. */
function isHeldSo(
  { waitingFor }: RunStep,
  hold: Pick<WaitingFor, 'text' | 'until' | 'windows'>,
): boolean {
  return (
    waitingFor?.kind === 'window' &&
    waitingFor.text === hold.text &&
    waitingFor.until === hold.until &&
    waitingFor.windows?.join() === hold.windows?.join()
  );
}
