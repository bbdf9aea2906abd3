import type { Run } from './Run';

/**
 * The id of the step in which a proposed run waits for a person. No flow can
 * have a step of this name.
 *
 * @public
 */
export const PROPOSAL_STEP = '_proposal';

/**
 * Tells whether a run was proposed and nobody has approved it yet, so that
 * nothing of it was begun.
 *
 * @public
 */
export function isProposed({ steps }: Pick<Run, 'steps'>): boolean {
  const proposal = steps.find(({ id }) => id === PROPOSAL_STEP);
  return (
    proposal !== undefined &&
    proposal.status !== 'succeeded' &&
    !proposal.answers?.some(
      ({ answer, attempt }) =>
        answer === 'approve' &&
        attempt === proposal.attempts &&
        // What was approved before a retry is asked about again.
        attempt > (proposal.attemptsBefore ?? 0),
    )
  );
}
