import { ServiceUnavailableError } from '@backstage/errors';
import { RETRY_AFTER_S } from './retryAfter';

/** Says that a backend which is being stopped does not begin anything any more. */
export class StoppingError extends ServiceUnavailableError {}

/**
 * Refuses what a backend that is being stopped does not begin any more.
 *
 * @throws StoppingError when `stopping` has aborted
 */
export function refuseWhileStopping(stopping: AbortSignal, what: string): void {
  if (!stopping.aborted) return;
  throw new StoppingError(
    `This backend is being stopped and ${what}: ask again in ${RETRY_AFTER_S} seconds; another backend answers then, or the one that takes its place`,
  );
}
