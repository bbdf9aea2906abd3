import type {
  FlowDefinition,
  Initiator,
  Run,
  RunAction,
  RunActionOffer,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowRule } from '../../gate';
import { overrideWindow } from './decideOverride';
import {
  answer,
  cancel,
  dismiss,
  findAskingSteps,
  pause,
  resume,
  retry,
  type Answering,
  type DecideAction,
} from './decideActions';

interface Asking extends Answering {
  by: Initiator;
  flow: FlowDefinition;
  /** The windows that there are. */
  rules: readonly WindowRule[];
}

/**
 * Lists what can be done to a run in its state, and why not the rest: each
 * action is decided as if it were done now, and written nowhere.
 */
export function offerActions(
  run: Run,
  { by, flow, rules, ...answering }: Asking,
): RunActionOffer[] {
  const action = { by, reason: '' };
  const offerAnswer = (given: 'approve' | 'reject') =>
    offer(
      run,
      given,
      ...askingSteps(run).map(step =>
        answer(action, { ...answering, answer: given, step }),
      ),
    );
  return [
    offer(run, 'cancel', cancel(action)),
    offer(run, 'pause', pause(action)),
    offer(run, 'resume', resume(action)),
    offer(
      run,
      'retry',
      retry(action, { flow }),
      // Where all was done, a step to go on from is to be named.
      retry(action, { flow, from: run.steps[0]?.id }),
    ),
    offerAnswer('approve'),
    offerAnswer('reject'),
    { action: 'rerun', allowed: true },
    offer(run, 'dismiss', dismiss(action)),
    offer(
      run,
      'override-window',
      overrideWindow(action, { refs: answering.refs, rules }),
    ),
  ];
}

/**
 * Lists the steps that an answer can be for; undefined stands for none, and the
 * decision says so.
 */
function askingSteps(run: Run): Array<string | undefined> {
  const asking = findAskingSteps(run);
  return asking.length > 0 ? asking.map(({ id }) => id) : [undefined];
}

/** Offers an action that is possible in one of its ways. */
function offer(
  run: Run,
  action: RunAction,
  ...ways: DecideAction[]
): RunActionOffer {
  const reasons = ways.map(decide => reasonAgainst(decide, run));
  if (reasons.includes(undefined)) return { action, allowed: true };
  return { action, allowed: false, because: reasons[0] };
}

function reasonAgainst(decide: DecideAction, run: Run): string | undefined {
  try {
    if (decide(run).length > 0) return undefined;
    return 'It was asked for already';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }
}
