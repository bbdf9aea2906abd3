import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  runCreatePermission,
  runReadPermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createTestBox } from '../../__testUtils__/keys';
import type { SecretBox } from '../../keys';
import { placeOfToken } from './placeOfToken';
import { createStanding, StandingExpiredError } from './Standing';

const NOW = Date.UTC(2026, 10, 26);
const ALLOWED: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENIED: PolicyDecision = { result: AuthorizeResult.DENY };
const never = {
  authorizeConditional: () => Promise.reject(new Error('asked')),
};
const answering = (error?: object) => ({
  authorizeConditional: async () => {
    if (error) throw error;
    return [ALLOWED];
  },
});
const user = {
  principal: 'user:default/anna',
  token: 'a-token',
  tokenUntil: NOW + 1,
  consents: [],
};

const box = createTestBox();

describe('The standing of a user', () => {
  it('is asked for with the token that was kept', async () => {
    const asked: unknown[] = [];
    const permissions = {
      authorizeConditional: async (...given: unknown[]) => {
        asked.push(given[1]);
        return [DENIED];
      },
    };
    const standing = createStanding(user, { permissions, now: NOW, box });
    expect(await standing.decide(runCreatePermission)).toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(asked).toEqual([{ token: 'a-token' }]);
  });

  it('is asked for with a token that was encrypted, and not after its key is gone', async () => {
    const asked: unknown[] = [];
    const permissions = {
      authorizeConditional: async (...given: unknown[]) => {
        asked.push(given[1]);
        return [DENIED];
      },
    };
    const place = placeOfToken(user.principal);
    const token = box.seal('a-token', { place, what: '' });
    const kept = { ...user, token };
    const decide = (opens: SecretBox) =>
      createStanding(kept, { permissions, now: NOW, box: opens }).decide(
        runCreatePermission,
      );
    await decide(box);
    expect(asked).toEqual([{ token: 'a-token' }]);
    await expect(decide(createTestBox('old'))).rejects.toThrow(
      StandingExpiredError,
    );
  });

  it('is not asked for when the token has expired', async () => {
    const old = { ...user, tokenUntil: NOW };
    const standing = createStanding(old, { permissions: never, now: NOW, box });
    await expect(standing.decide(runCreatePermission)).rejects.toThrow(
      StandingExpiredError,
    );
  });

  it('has expired when nobody takes the token, and only then', async () => {
    const decide = (statusCode: number) =>
      createStanding(user, {
        permissions: answering(Object.assign(new Error('no'), { statusCode })),
        now: NOW,
        box,
      }).decide(runCreatePermission);
    await expect(decide(401)).rejects.toThrow(StandingExpiredError);
    await expect(decide(503)).rejects.not.toThrow(StandingExpiredError);
  });
});

describe('The standing of a service', () => {
  const decide = async (
    restrictions:
      { permissionNames?: string[]; actions?: string[] } | undefined,
    permission = runCreatePermission,
  ) =>
    (
      await createStanding(
        { principal: 'external:ci', consents: [], restrictions },
        { permissions: never, now: NOW, box },
      ).decide(permission)
    ).result;

  it('is everything, unless its token is restricted', async () => {
    expect(await decide(undefined)).toBe('ALLOW');
    expect(await decide({ permissionNames: [runReadPermission.name] })).toBe(
      'DENY',
    );
    expect(await decide({ permissionNames: [runCreatePermission.name] })).toBe(
      'ALLOW',
    );
    expect(await decide({ actions: ['read'] })).toBe('DENY');
    expect(
      await decide({ actions: ['read'] }, runReadPermission as never),
    ).toBe('ALLOW');
  });
});
