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

/** Answers a step that waits for people. */
export function answer(
  { via, ...action }: ActionBy & { via?: Means },
  given: {
    answer: 'approve' | 'reject';
    step?: string;
    /** The attempt that asked; whichever asks now when absent. */
    attempt?: number;
    /** The caller and the groups that the caller is in. */
    refs: string[];
    /** The key of the answer, which is given once only. */
    key?: string;
  },
): DecideAction {
  return run => {
    requireUnused(run, given.key);
    requireUnfinished(run, `${given.answer}d`);
    const step = findAsking(run, given.step);
    if (step.waitingFor?.kind === 'approval') {
      requireApprover(run, step, { ...given, by: action.by });
    }
    const attempt = step.attempts;
    requireSameAttempt(step, given.attempt);
    const isRepeated = step.answers?.some(
      known =>
        known.attempt === attempt &&
        known.by.ref === action.by.ref &&
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
  { id, title, approval }: RunStep,
  {
    by,
    refs,
    answer: given,
  }: { by: Initiator; refs: string[]; answer: string },
): void {
  const approvers = approval?.approvers ?? [];
  if (approvers.length > 0 && !approvers.some(ref => refs.includes(ref))) {
    throw new NotAllowedError(
      `${title} is to be approved by ${approvers.join(' or ')}, and you (${by.ref}) are not among them`,
    );
  }
  if (given !== 'approve') return;
  const isProposal = id === PROPOSAL_STEP;
  if (isProposal && by.kind !== 'user') {
    throw new NotAllowedError(
      `${title} is to be given by a person, and you (${by.ref}) are none: expected the token of a user who signed in`,
    );
  }
  // What an agent proposes for a person, that person may approve.
  const isOwn = isProposal
    ? by.ref === run.initiator.ref
    : principalOf(by) === principalOf(run.initiator);
  if (isOwn && !approval?.allowInitiator) {
    throw new NotAllowedError(
      `${title} is to be approved by somebody else than who started the run (${by.ref})`,
    );
  }
}
