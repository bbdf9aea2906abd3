import {
  principalOf,
  type Answer,
  type RunError,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { beginStep } from './beginStep';
import { wakeBy, type Decision } from './Decision';
import { skip } from './decidePending';
import { definitionOf, stopFor, type RunView } from './RunView';
import { endStatus } from './stepEnding';

/** A step that waits: its time has come, people have answered, or it goes on waiting. */
export function decideWaiting(
  view: RunView,
  state: RunStep,
  decision: Decision,
): void {
  if (state.waitingFor?.kind === 'owner') {
    decideOwner(view, state, decision);
    return;
  }
  const stop = stopFor(view, state);
  if (stop) {
    decision.settle.push(
      wasBegun(state)
        ? giveUp(view, state, stop)
        : skip(state.id, stop, 'not-reached'),
    );
    return;
  }
  switch (state.waitingFor?.kind) {
    case 'window':
      if (!view.run.pause) beginStep(view, state, decision);
      break;
    case 'approval':
      decideApproval(view, state, decision);
      break;
    case 'decision':
      decideLost(view, state, decision);
      break;
    default:
      decideTime(view, state, decision);
  }
}

/** One that a window held may have had no attempt since it was last to run. */
function wasBegun({ attempts, attemptsBefore = 0 }: RunStep): boolean {
  return attempts > attemptsBefore;
}

/** Not even a cancel shortens it: until then the script may run where nobody can end it. */
function decideOwner(view: RunView, state: RunStep, decision: Decision): void {
  const until = untilOf(state);
  if (until > view.now) wakeBy(decision, until);
  else decision.resume.push({ stepId: state.id, attempt: state.attempts });
}

/** A retry or a timer. */
function decideTime(view: RunView, state: RunStep, decision: Decision): void {
  const { now, run } = view;
  const until = untilOf(state);
  if (until > now) {
    if (Number.isFinite(until)) wakeBy(decision, until);
    return;
  }
  if (state.waitingFor?.kind === 'timer') {
    const output = { waitedUntil: new Date(until).toISOString() };
    decision.settle.push(finish(view, state, { status: 'succeeded', output }));
  } else if (!run.pause) {
    beginStep(view, state, decision);
  }
}

function decideApproval(
  view: RunView,
  state: RunStep,
  decision: Decision,
): void {
  const answers = answersOf(state);
  const rejection = answers.find(({ answer }) => answer === 'reject');
  const people = new Set(answers.map(({ by }) => principalOf(by)));
  const output = { approved: !rejection, answers };
  if (rejection) {
    const error = toRejection(rejection);
    decision.settle.push(
      finish(view, state, { status: 'failed', output, error }),
    );
  } else if (people.size >= (state.approval?.count ?? 1)) {
    decision.settle.push(finish(view, state, { status: 'succeeded', output }));
  } else if (untilOf(state) <= view.now) {
    const message = `Not approved until ${state.waitingFor?.until}: ${people.size} of ${state.approval?.count ?? 1} approvals`;
    const error = { message };
    decision.settle.push(
      finish(view, state, { status: 'failed', output, error }),
    );
  } else if (Number.isFinite(untilOf(state))) {
    wakeBy(decision, untilOf(state));
  }
}

/** Nobody knows how the attempt ended: approve is to start it again, reject to let it fail. */
function decideLost(view: RunView, state: RunStep, decision: Decision): void {
  const last = answersOf(state).at(-1);
  if (last?.answer === 'approve') {
    if (!view.run.pause) beginStep(view, state, decision);
  } else if (last) {
    const { error } = state;
    decision.settle.push(finish(view, state, { status: 'failed', error }));
  }
}

function toRejection({ by, comment }: Answer): RunError {
  return {
    message: `Rejected by ${by.ref}${comment && `: ${comment}`}`,
    rejection: { by: by.ref, ...(comment && { comment }) },
  };
}

function giveUp(view: RunView, state: RunStep, stop: string): RunFact {
  const last = state.history.at(-1)?.error ?? state.error;
  const { cancellation, timedOutAt } = view.run;
  return finish(view, state, {
    status: cancellation || timedOutAt || !last ? 'cancelled' : 'failed',
    error: { ...last, message: `It waited no longer: ${stop}` },
  });
}

function finish(
  view: RunView,
  state: RunStep,
  told: {
    status: 'succeeded' | 'failed' | 'cancelled';
    output?: unknown;
    error?: RunError;
  },
): RunFact {
  return {
    type: 'step.finished',
    stepId: state.id,
    attempt: state.attempts,
    ...told,
    status: endStatus(definitionOf(view.flow, state), told.status),
  };
}

/** Those of the present attempt only. */
function answersOf({ answers, attempts }: RunStep): Answer[] {
  return (answers ?? []).filter(({ attempt }) => attempt === attempts);
}

/** Infinity when it waits for no time. */
function untilOf({ waitingFor }: RunStep): number {
  return waitingFor?.until === undefined
    ? Infinity
    : Date.parse(waitingFor.until);
}
