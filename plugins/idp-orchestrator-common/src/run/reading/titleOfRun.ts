import type { Run } from '../Run';

/**
 * The name of a run for people.
 *
 * @public
 */
export function titleOfRun(run: Pick<Run, 'title' | 'flowTitle'>): string {
  return run.title ?? run.flowTitle;
}
