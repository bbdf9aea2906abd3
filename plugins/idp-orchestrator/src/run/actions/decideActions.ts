import {
  isFailureOpen,
  type Run,
  type RunAction as AnyRunAction,
  type RunStep,
  type WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';

export type RunAction = Exclude<AnyRunAction, 'cancel' | 'rerun'>;

/** Something that people can do to a run as it stands now; `step` when it is about one. */
export interface OfferedAction {
  action: RunAction;
  step?: RunStep;
}

/** What fits the state of a run; cancelling and running again are offered always. */
export function decideActions(run: Run): OfferedAction[] {
  if (isOver(run.status)) {
    if (run.dryRun || run.steps.length === 0) return [];
    const retry: OfferedAction = { action: 'retry', step: findFailed(run) };
    return isFailureOpen(run) ? [retry, { action: 'dismiss' }] : [retry];
  }
  if (run.status === 'cancelling') return [];
  return [
    ...run.steps.filter(isAsking).flatMap((step): OfferedAction[] => [
      { action: 'approve', step },
      { action: 'reject', step },
    ]),
    ...(isHeld(run) ? [{ action: 'override-window' as const }] : []),
    { action: run.pause ? 'resume' : 'pause' },
  ];
}

/** Steps that a finished run can go on from; one item of several goes with its step. */
export function listRetrySteps(run: Run): RunStep[] {
  return run.steps.filter(({ parent }) => parent === undefined);
}

/** Whether a step waits for an answer of somebody. */
export function isAsking({ status, waitingFor }: RunStep): boolean {
  return (
    status === 'waiting' &&
    (waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision')
  );
}

/** Whether a window holds a step of it. */
export function isHeld(run: Run): boolean {
  return findHold(run) !== undefined;
}

/** What a step of it waits for that a window holds. */
export function findHold({
  steps,
}: Pick<Run, 'steps'>): WaitingFor | undefined {
  return steps.find(
    ({ status, waitingFor }) =>
      status === 'waiting' && waitingFor?.kind === 'window',
  )?.waitingFor;
}

function findFailed(run: Run): RunStep | undefined {
  return listRetrySteps(run).find(
    ({ status }) => status === 'failed' || status === 'cancelled',
  );
}
