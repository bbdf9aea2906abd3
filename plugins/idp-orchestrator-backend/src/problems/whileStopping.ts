import { ServiceUnavailableError } from '@backstage/errors';

/** The time (s) after which a caller may find another backend, or the one that takes this one's place. */
export const RETRY_AFTER_S = 5;

/**
 * Refuses what a backend that is being stopped does not begin any more.
 *
 * @throws ServiceUnavailableError when `stopping` has aborted
 */
export function refuseWhileStopping(stopping: AbortSignal, what: string): void {
  if (!stopping.aborted) return;
  throw new ServiceUnavailableError(
    `This backend is being stopped and ${what}: ask again in ${RETRY_AFTER_S} seconds; another backend answers then, or the one that takes its place`,
  );
}
