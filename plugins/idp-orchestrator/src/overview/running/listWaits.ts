import type {
  RunSummary,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A run, or one of its steps, that makes no progress, and for whom or what it waits. */
export interface Wait {
  run: RunSummary;
  /** The step's title; absent when it is the run as a whole. */
  step?: string;
  stepId?: string;
  waitingFor: WaitingFor;
}

const FOR_PEOPLE: ReadonlySet<WaitingFor['kind']> = new Set([
  'approval',
  'decision',
]);

/** Whether only people can end it. */
export function isForPeople({ kind }: WaitingFor): boolean {
  return FOR_PEOPLE.has(kind);
}

/** What waits for whom; what waits for people comes first, then the longest wait. */
export function listWaits(runs: RunSummary[]): Wait[] {
  const waits = runs.flatMap((run): Wait[] => {
    const steps = (run.currentSteps ?? []).flatMap(
      ({ id, title, waitingFor }) =>
        waitingFor ? [{ run, step: title, stepId: id, waitingFor }] : [],
    );
    if (steps.length > 0) return steps;
    return run.waitingFor ? [{ run, waitingFor: run.waitingFor }] : [];
  });
  const rank = ({ waitingFor }: Wait) => (isForPeople(waitingFor) ? 0 : 1);
  return waits.sort(
    (a, b) =>
      rank(a) - rank(b) || a.waitingFor.since.localeCompare(b.waitingFor.since),
  );
}
