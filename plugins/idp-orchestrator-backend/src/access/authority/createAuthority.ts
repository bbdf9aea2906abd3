import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SecretBox } from '../../keys';
import type { Clock, RunAuthority } from '../../ports';
import type { Caller } from '../Caller';
import type { StartQuestion } from '../authorization/startQuestions';
import { initiatorOf } from '../createCaller';
import { toConsents } from './coversConsent';
import { placeOfToken } from './placeOfToken';

export interface AuthorityOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  clock: Clock;
  /** Encrypts tokens, where there is a key. */
  box: SecretBox;
  logger: Pick<LoggerService, 'debug'>;
}

/**
 * The time (ms) for which a token is used that does not say when it ends;
 * Backstage's own last for an hour.
 */
const TOKEN_MS = 55 * 60 * 1_000;

/** Lends a run the rights of a caller, for what is asked about again later. */
export type LendAuthority = (
  caller: Caller,
  questions: StartQuestion[],
) => Promise<RunAuthority>;

/** Makes the authority that a caller lends to a run that they let go. */
export async function createAuthority(
  { credentials }: Pick<Caller, 'credentials'>,
  questions: StartQuestion[],
  options: AuthorityOptions,
): Promise<RunAuthority> {
  const { auth, clock, box } = options;
  const principal = initiatorOf(credentials.principal).ref;
  const consents = toConsents(questions);
  if (!auth.isPrincipal(credentials, 'user')) {
    const restrictions = restrictionsOf(credentials);
    return { principal, consents, ...(restrictions && { restrictions }) };
  }
  const [{ token }, groups] = await Promise.all([
    auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'permission',
    }),
    readGroups(principal, options),
  ]);
  const tokenUntil = expiryOf(token) ?? clock.now() + TOKEN_MS;
  return {
    principal,
    token: box.isUsable
      ? box.seal(token, {
          place: placeOfToken(principal),
          what: `The token of ${principal} cannot be kept`,
        })
      : token,
    tokenUntil,
    consents,
    ...(groups && { groups }),
  };
}

/**
 * Lists the groups that a user was in when the authority was lent, and is not
 * in any more.
 *
 * @returns also whether the catalog could say; all are lost where it could not
 */
export async function findLostGroups(
  { principal, groups }: RunAuthority,
  options: AuthorityOptions,
): Promise<{ lost: string[]; isKnown: boolean }> {
  if (!groups) return { lost: [], isKnown: true };
  const now = await readGroups(principal, options);
  return {
    lost: now ? groups.filter(one => !now.includes(one)) : groups,
    isKnown: now !== undefined,
  };
}

/** Says why groups that were lost are the end of what was permitted. */
export function describeLost(found: { lost: string[]; isKnown: boolean }) {
  return found.isKnown
    ? `they are not in ${found.lost.join(', ')} any more`
    : 'the catalog does not know them any more';
}

/**
 * Reads the groups that the catalog says a user is in.
 *
 * @returns undefined where the catalog does not know the user, or is not there
 */
async function readGroups(
  principal: string,
  { auth, catalog, logger }: AuthorityOptions,
): Promise<string[] | undefined> {
  try {
    const credentials = await auth.getOwnServiceCredentials();
    const user = await catalog.getEntityByRef(principal, { credentials });
    return user?.relations
      ?.filter(({ type }) => type === 'memberOf')
      .map(({ targetRef }) => targetRef)
      .sort();
  } catch (error) {
    logger.debug(
      `The catalog could not be asked for the groups of ${principal}`,
      error as Error,
    );
    return undefined;
  }
}

function restrictionsOf({
  principal,
}: BackstageCredentials): RunAuthority['restrictions'] {
  const { accessRestrictions } = principal as {
    accessRestrictions?: {
      permissionNames?: string[];
      permissionAttributes?: { action?: string[] };
    };
  };
  if (!accessRestrictions) return undefined;
  const { permissionNames, permissionAttributes } = accessRestrictions;
  const actions = permissionAttributes?.action;
  return {
    ...(permissionNames && { permissionNames }),
    ...(actions && { actions }),
  };
}

/**
 * Reads when a JSON Web Token ends, in ms since 1970; undefined where it does
 * not say.
 */
function expiryOf(token: string): number | undefined {
  const [, payload, signature] = token.split('.');
  if (signature === undefined) return undefined;
  try {
    const text = Buffer.from(payload, 'base64url').toString();
    const { exp } = JSON.parse(text) as { exp?: number };
    return exp === undefined ? undefined : exp * 1_000;
  } catch {
    // What is no JSON Web Token does not say.
    return undefined;
  }
}
