import type { Run } from '../Run';

/**
 * Tells whether a run has failed and nobody has dealt with it: it was neither
 * retried nor dismissed. Dry runs change nothing, and of a run that a step
 * started its parent tells.
 *
 * @public
 */
export function isFailureOpen(
  run: Pick<Run, 'status' | 'dryRun' | 'parent' | 'dismissal'>,
): boolean {
  return (
    run.status === 'failed' && !run.dryRun && !run.parent && !run.dismissal
  );
}
