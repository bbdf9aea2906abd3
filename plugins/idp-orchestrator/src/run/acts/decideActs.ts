import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';

export type RunAct = 'pause' | 'resume' | 'retry' | 'approve' | 'reject';

/** Something that people can do to a run as it stands now; `step` when it is about one. */
export interface ActOffer {
  act: RunAct;
  step?: RunStep;
}

/** What fits the state of a run; cancelling and running again are offered always. */
export function decideActs(run: Run): ActOffer[] {
  if (isOver(run.status)) {
    const failed = run.steps.find(
      ({ status, parent }) =>
        parent === undefined && (status === 'failed' || status === 'cancelled'),
    );
    return failed && !run.dryRun ? [{ act: 'retry', step: failed }] : [];
  }
  if (run.status === 'cancelling') return [];
  const asking = run.steps.filter(isAsking);
  return [
    ...asking.flatMap((step): ActOffer[] => [
      { act: 'approve', step },
      { act: 'reject', step },
    ]),
    { act: run.pause ? 'resume' : 'pause' },
  ];
}

function isAsking({ status, waitingFor }: RunStep): boolean {
  return (
    status === 'waiting' &&
    (waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision')
  );
}
