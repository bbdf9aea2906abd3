import type {
  Run,
  RunAction as AnyRunAct,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';

export type RunAction = Exclude<AnyRunAct, 'cancel' | 'rerun'>;

/** Something that people can do to a run as it stands now; `step` when it is about one. */
export interface ActOffer {
  act: RunAction;
  step?: RunStep;
}

/** What fits the state of a run; cancelling and running again are offered always. */
export function decideActs(run: Run): ActOffer[] {
  if (isOver(run.status)) {
    return run.dryRun || run.steps.length === 0
      ? []
      : [{ act: 'retry', step: findFailed(run) }];
  }
  if (run.status === 'cancelling') return [];
  return [
    ...run.steps.filter(isAsking).flatMap((step): ActOffer[] => [
      { act: 'approve', step },
      { act: 'reject', step },
    ]),
    { act: run.pause ? 'resume' : 'pause' },
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

function findFailed(run: Run): RunStep | undefined {
  return listRetrySteps(run).find(
    ({ status }) => status === 'failed' || status === 'cancelled',
  );
}
