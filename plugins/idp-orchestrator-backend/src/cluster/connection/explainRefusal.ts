import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { explainApplyConflict } from './applyConflict';
import { readMissingRight } from './missingRight';
import type { RefusalStatus } from './RefusalStatus';

export interface Refusal {
  /** The address of the API. */
  server: string;
  code: number;
  /** The header `retry-after`, in seconds. */
  retryAfter?: string;
  status: RefusalStatus;
}

/** Says that the versions which a watch asks for are no longer kept: list again. */
export class ExpiredVersionError extends Error {
  override name = 'ExpiredVersionError';
}

/** Says that the cluster has answered, and may do what it is asked for later. */
export class ClusterBusyError extends ServiceUnavailableError {}

/** Says that the cluster does not know the credentials, whatever they are to allow. */
export class UnknownCredentialsError extends NotAllowedError {}

/** Makes an error of an answer that is no success, in words an operator can act on. */
export function explainRefusal({
  server,
  code,
  retryAfter,
  status,
}: Refusal): Error {
  const said = status.message?.trim() || `status ${code}`;
  const at = `The cluster at ${server}`;
  // A field that there is not comes as a failure of the server.
  const isUntyped = said.startsWith('failed to create typed patch object');
  switch (isUntyped ? 422 : code) {
    case 400:
    case 413:
    case 415:
    case 422:
      return new InputError(`${at} does not accept it: ${said}`);
    case 401:
      return new UnknownCredentialsError(
        `${at} does not know the credentials in its kubeconfig (${said}). Are they expired, or of another cluster?`,
      );
    case 403:
      return (
        readMissingRight(at, said) ??
        new NotAllowedError(`${at} does not allow it: ${said}`)
      );
    case 404:
      return new NotFoundError(
        status.details?.name
          ? `${at} has no such object: ${said}`
          : `${at} does not know what was asked for: ${said}. Is that kind of object installed there, in this version?`,
      );
    case 409:
      return (
        explainApplyConflict(status) ??
        new ConflictError(
          `${at} has a conflict: ${said}. Look at the object as it is now, and try again.`,
        )
      );
    case 410:
      return new ExpiredVersionError(said);
    case 429:
      return new ClusterBusyError(
        `${at} has too many requests${retryAfter ? `, and asks to wait ${retryAfter} s` : ''}: ${said}`,
      );
    case 504:
      return new ClusterBusyError(
        `${at} gave up before it had an answer (504): ${said}`,
      );
    default:
      return new ClusterBusyError(
        `${at} failed (${code}): ${said}. Its own log says more; trying again may help.`,
      );
  }
}
