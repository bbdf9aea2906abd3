import {
  AuthorizeResult,
  type PermissionClient,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { isSealed, type SecretBox } from '../../keys';
import type { RunAuthority } from '../../ports';
import { placeOfToken } from './placeOfToken';

/** A way to ask Backstage about somebody who is not there. */
export interface Standing {
  /**
   * Asks the permission policy about them.
   *
   * @throws StandingExpiredError when it cannot be asked any more
   */
  decide(permission: ResourcePermission): Promise<PolicyDecision>;
}

/**
 * Says that nobody can be asked with a user's token any more, since it has
 * expired.
 */
export class StandingExpiredError extends Error {
  override name = 'StandingExpiredError';
}

interface StandingOptions {
  permissions: Pick<PermissionClient, 'authorizeConditional'>;
  /** The present time in ms since 1970. */
  now: number;
  /** Opens tokens that were encrypted. */
  box: SecretBox;
}

/** Makes the standing of who let a run go, as it is now. */
export function createStanding(
  authority: RunAuthority,
  { permissions, now, box }: StandingOptions,
): Standing {
  const { principal, token: kept, tokenUntil, restrictions } = authority;
  if (!kept) {
    return {
      // Backstage asks no policy about services.
      decide: async permission => decideForService(permission, restrictions),
    };
  }
  return {
    async decide(permission) {
      if (tokenUntil !== undefined && tokenUntil <= now) {
        throw new StandingExpiredError(`The token of ${principal} has expired`);
      }
      const token = readToken(kept, principal, box);
      try {
        const [decision] = await permissions.authorizeConditional(
          [{ permission }],
          { token },
        );
        return decision;
      } catch (error) {
        if (!isUnauthenticated(error)) throw error;
        throw new StandingExpiredError(
          `The token of ${principal} is not taken any more`,
          { cause: error },
        );
      }
    },
  };
}

function readToken(kept: string, principal: string, box: SecretBox): string {
  if (!isSealed(kept)) return kept;
  try {
    return box.open(kept, placeOfToken(principal));
  } catch (cause) {
    throw new StandingExpiredError(
      `The token of ${principal} cannot be read any more`,
      { cause },
    );
  }
}

function decideForService(
  { name, attributes }: ResourcePermission,
  restrictions: RunAuthority['restrictions'],
): PolicyDecision {
  const { permissionNames, actions } = restrictions ?? {};
  const isNamed = !permissionNames || permissionNames.includes(name);
  const isAction =
    !actions ||
    (attributes.action !== undefined && actions.includes(attributes.action));
  return {
    result: isNamed && isAction ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  };
}

function isUnauthenticated(error: unknown): boolean {
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  return statusCode === 401;
}
