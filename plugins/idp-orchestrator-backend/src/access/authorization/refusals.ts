import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';

/** The errors that say "there is none" of something that there is. */
const hidden = new WeakSet<Error>();

/**
 * Describes the permission that a caller lacks; `on` says on what it was
 * decided.
 */
export function refusalFor({ name }: Permission, on?: string): string {
  return on
    ? `This needs the permission ${name} for ${on}, which you do not have. Ask an administrator of this Backstage.`
    : `This needs the permission ${name}, which you do not have. Ask an administrator of this Backstage.`;
}

export function refuse(permission: Permission, on?: string): NotAllowedError {
  return new NotAllowedError(refusalFor(permission, on));
}

/**
 * Makes the same error for what is not there and for what the caller may not
 * see, so that nobody finds out by asking.
 */
export function notFound(what: string, isThere: boolean): NotFoundError {
  const error = new NotFoundError(`There is no ${what} that you may see`);
  if (isThere) hidden.add(error);
  return error;
}

/** Tells whether a call failed because of who called. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'NotAllowedError' || hidden.has(error))
  );
}
