import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Ending } from '../exitCodes';

/** Tells how a command ends that is about a run, as the run is. */
export function endingOf(run: Run): Ending {
  switch (run.status) {
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    default:
      return listAsking(run).length > 0 ? 'waits' : 'succeeded';
  }
}

/** Lists the steps that wait for people, where nothing else of the run goes on. */
export function listAsking(run: Run): RunStep[] {
  if (run.status !== 'waiting') return [];
  return run.steps.filter(
    ({ waitingFor }) =>
      waitingFor?.kind === 'approval' || waitingFor?.kind === 'decision',
  );
}
