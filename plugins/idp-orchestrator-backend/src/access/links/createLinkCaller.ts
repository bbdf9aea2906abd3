import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PermissionClient,
} from '@backstage/plugin-permission-common';
import {
  runApprovePermission,
  runReadPermission,
  type Initiator,
  type Origin,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunAuthority } from '../../ports';
import { createAbsentCaller } from '../authority/createAbsentCaller';
import {
  describeLost,
  findLostGroups,
  type AuthorityOptions,
} from '../authority/createAuthority';
import {
  createStanding,
  StandingExpiredError,
  type Standing,
} from '../authority/Standing';
import type { Caller } from '../Caller';

/** The maker of a link, as they were when they made it. */
export interface LinkMaker {
  initiator: Initiator;
  /** The maker and the groups that the maker was in. */
  refs: string[];
  authority: RunAuthority;
}

export interface LinkCallerOptions extends AuthorityOptions {
  /** Asks Backstage's permission backend with a token. */
  permissions: Pick<PermissionClient, 'authorizeConditional'>;
}

/** What the maker had to be permitted for making the link. */
const LENT: string[] = [runApprovePermission.name, runReadPermission.name];

/**
 * Makes the caller in whose name a link is used: its maker, with the rights
 * that the maker has by now. Backstage can be asked about a user only as long
 * as their token lasts. After that what the link was made with stands, as long
 * as the catalog knows the maker in the groups of that time.
 */
export function createLinkCaller(
  { initiator, refs, authority }: LinkMaker,
  origin: Origin,
  options: LinkCallerOptions,
): Caller {
  const { permissions, clock, box } = options;
  const now = clock.now();
  let looked: ReturnType<typeof findLostGroups> | undefined;
  const findLost = () => (looked ??= findLostGroups(authority, options));
  const standing = createStanding(authority, { permissions, now, box });
  return createAbsentCaller({
    initiator,
    origin,
    async listRefs() {
      const { lost } = await findLost();
      return refs.filter(ref => !lost.includes(ref));
    },
    standing: {
      async decide(permission) {
        const { name } = permission;
        const decision = await decideWhileKnown(standing, permission);
        if (decision) return decision;
        const found = await findLost();
        if (found.lost.length > 0) {
          throw new NotAllowedError(
            `${initiator.ref}, who made this link, may not answer any more: ${describeLost(found)}. Somebody who may can make another`,
          );
        }
        return {
          result: LENT.includes(name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        };
      },
    },
  });
}

/** Asks as long as somebody can be asked; undefined after that. */
async function decideWhileKnown(
  standing: Standing,
  permission: Parameters<Standing['decide']>[0],
) {
  try {
    return await standing.decide(permission);
  } catch (error) {
    if (error instanceof StandingExpiredError) return undefined;
    throw error;
  }
}
