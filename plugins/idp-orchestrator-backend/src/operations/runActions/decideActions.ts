import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  isRunFinished,
  principalOf,
  PROPOSAL_STEP,
  type FlowDefinition,
  type Initiator,
  type Means,
  type Run,
  type RunFact,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideRetryFrom } from '../../engine/decisions/decideRetryFrom';
import { badInput } from '../../problems/badInput';

/** The caller who does something to a run, and the reason. */
export interface ActionBy {
  by: Initiator;
  reason: string;
}

/**
 * Decides what an action writes to a run in its present state.
 *
 * @throws ConflictError saying why it does not fit
 */
export type DecideAction = (run: Run) => RunFact[];

/** Requests that a run is cancelled; a second request changes nothing. */
export function cancel(action: ActionBy): DecideAction {
  return run => {
    requireUnfinished(run, 'cancelled');
    return run.cancellation ? [] : [{ type: 'run.cancelRequested', ...action }];
  };
}

export function pause(action: ActionBy): DecideAction {
  return run => {
    requireUnfinished(run, 'paused');
    if (run.status === 'cancelling') {
      throw new ConflictError(
        `Run ${run.id} cannot be paused: it is cancelling`,
      );
    }
    return run.pause ? [] : [{ type: 'run.paused', ...action }];
  };
}

export function resume(action: ActionBy): DecideAction {
  return run => {
    if (!run.pause) {
      throw new ConflictError(
        `Run ${run.id} cannot be resumed: it is ${run.status}, and not paused`,
      );
    }
    return [{ type: 'run.unpaused', ...action }];
  };
}

/** Says of a failed run that it needs nobody any more; a second time changes nothing. */
export function dismiss(action: ActionBy): DecideAction {
  return run => {
    if (run.status !== 'failed') {
      throw new ConflictError(
        `Run ${run.id} cannot be dismissed: it is ${run.status}, and has not failed`,
      );
    }
    return run.dismissal ? [] : [{ type: 'run.dismissed', ...action }];
  };
}

/**
 * Lets a finished run go on from a step, with the definition that it was made
 * with.
 */
export function retry(
  action: ActionBy,
  { flow, from, note }: { flow: FlowDefinition; from?: string; note?: string },
): DecideAction {
  return run => {
    if (!isRunFinished(run)) {
      throw new ConflictError(
        `Run ${run.id} cannot be retried: it is ${run.status}. Wait until it is over, or cancel it`,
      );
    }
    if (from !== undefined && !run.steps.some(({ id }) => id === from)) {
      throw badInput('The step to go on from', [
        {
          path: 'from',
          expected: `one of ${run.steps.map(({ id }) => id).join(', ')}`,
          got: JSON.stringify(from),
        },
      ]);
    }
    const decided = decideRetryFrom(flow, run, from);
    if (!decided) {
      throw new ConflictError(
        `Run ${run.id} has no step that was not done: it is ${run.status}. Name the step to go on from`,
      );
    }
    return [
      { type: 'run.retried', ...action, ...decided, ...(note && { note }) },
    ];
  };
}

/** What counts of who answers a step, besides who it is. */
export interface Answering {
  /** The caller and the groups that the caller is in. */
  refs: string[];
  /** The plugin that speaks for the caller, where one does. */
  speaker?: string;
  /** True when a person may approve what an agent proposed for that person. */
  ownProposals?: boolean;
}

/** Answers a step that waits for people. */
export function answer(
  { via, ...action }: ActionBy & { via?: Means },
  given: Answering & {
    answer: 'approve' | 'reject';
    step?: string;
    /** The attempt that asked; whichever asks now when absent. */
    attempt?: number;
    /** The key of the answer, which is given once only. */
    key?: string;
  },
): DecideAction {
  return run => {
    requireUnused(run, given.key);
    requireUnfinished(
      run,
      given.answer === 'approve' ? 'approved' : 'rejected',
    );
    const step = findAsking(run, given.step);
    if (step.waitingFor?.kind === 'approval') {
      requireApprover(run, step, { ...given, by: action.by });
    }
    const attempt = step.attempts;
    requireSameAttempt(step, given.attempt);
    const isRepeated = step.answers?.some(
      known =>
        known.attempt === attempt &&
        principalOf(known.by) === principalOf(action.by) &&
        known.answer === given.answer,
    );
    if (isRepeated) return [];
    return [
      {
        type: 'step.answered',
        stepId: step.id,
        attempt,
        answer: given.answer,
        by: action.by,
        comment: action.reason,
        ...(given.key && { key: given.key }),
        ...(via && { via }),
      },
    ];
  };
}

function requireUnfinished(run: Run, done: string): void {
  if (!isRunFinished(run)) return;
  throw new ConflictError(
    `Run ${run.id} cannot be ${done}: it is ${run.status} since ${run.finishedAt}`,
  );
}

function requireUnused(run: Run, key: string | undefined): void {
  if (key === undefined) return;
  const answers = run.steps.flatMap(step => step.answers ?? []);
  const used = answers.find(known => known.key === key);
  if (!used) return;
  throw new ConflictError(
    `This answer was given already: ${used.answer} at ${used.at} by ${used.by.ref}`,
  );
}

/** Finds the steps that wait for an answer of somebody. */
export function findAskingSteps({ steps }: Run): RunStep[] {
  return steps.filter(
    ({ status, waitingFor }) =>
      status === 'waiting' &&
      (waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision'),
  );
}

/**
 * Finds the step that an answer is for.
 *
 * @throws ConflictError, NotFoundError saying which steps ask
 */
export function findAsking(run: Run, stepId: string | undefined): RunStep {
  const asking = findAskingSteps(run);
  const names = asking.map(({ id }) => id).join(', ');
  if (stepId !== undefined) {
    const step = asking.find(({ id }) => id === stepId);
    if (step) return step;
    if (!run.steps.some(({ id }) => id === stepId)) {
      throw new NotFoundError(`Run ${run.id} has no step ${stepId}`);
    }
    throw new ConflictError(
      `Step ${stepId} waits for no answer. Steps that do: ${names || 'none'}`,
    );
  }
  if (asking.length === 1) return asking[0];
  throw new ConflictError(
    asking.length === 0
      ? `Run ${run.id} is ${run.status}, and no step of it waits for an answer`
      : `Several steps wait for an answer; name one of ${names}`,
  );
}

function requireSameAttempt(
  { title, attempts }: RunStep,
  attempt: number | undefined,
): void {
  if (attempt === undefined || attempt === attempts) return;
  throw new ConflictError(
    `This answer is for attempt ${attempt} of ${title}, which asks anew by now (attempt ${attempts}). Look at what it asks, and answer that`,
  );
}

function requireApprover(
  run: Run,
  step: RunStep,
  given: Answering & { by: Initiator; answer: string },
): void {
  const { id, title, approval } = step;
  const { by, refs } = given;
  const approvers = approval?.approvers ?? [];
  if (approvers.length > 0 && !approvers.some(ref => refs.includes(ref))) {
    throw new NotAllowedError(
      `${title} is to be approved by ${approvers.join(' or ')}, and you (${by.ref}) are not among them`,
    );
  }
  if (given.answer !== 'approve') return;
  const isOwn = principalOf(by) === principalOf(run.initiator);
  if (id === PROPOSAL_STEP) requirePerson(run, step, { ...given, isOwn });
  else if (isOwn && !approval?.allowInitiator) throw refuseOwn(step, by);
}

function refuseOwn({ title }: RunStep, by: Initiator): NotAllowedError {
  return new NotAllowedError(
    `${title} is to be approved by somebody else than who started the run (${by.ref})`,
  );
}

/**
 * Requires of who approves a proposal to be a person, and another one than the
 * proposal was made for: nothing in the token of a user tells whether the
 * person or an agent of theirs sent it.
 */
function requirePerson(
  { initiator }: Run,
  step: RunStep,
  given: Answering & { by: Initiator; isOwn: boolean },
): void {
  const { by, speaker, isOwn, ownProposals } = given;
  if (by.kind !== 'user' || speaker !== undefined) {
    const who = speaker === undefined ? by.ref : `${speaker} for ${by.ref}`;
    throw new NotAllowedError(
      `${step.title} is to be given by a person, and you (${who}) are none: expected the token of a user who signed in`,
    );
  }
  if (!isOwn) return;
  if (initiator.kind !== 'agent') throw refuseOwn(step, by);
  if (ownProposals) return;
  throw new NotAllowedError(
    `${step.title} is to be given by somebody else, since an agent of ${by.ref} proposed it and may have your token. Ask another person, or let people approve what their agents propose by idpOrchestrator.agents.ownProposals`,
  );
}
