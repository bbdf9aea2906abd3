import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestBox } from '../../__testUtils__/keys';
import type { RunAuthority } from '../../ports';
import { listStartQuestions } from '../authorization/startQuestions';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import { PlatformView } from '../resolve/PlatformView';
import { toConsents } from './coversConsent';
import { LateAuthorizer } from './LateAuthorizer';

const flow = flowOf([{ id: 'one' }]);
const view = new PlatformView(
  { flows: [], scripts: [], problems: [] },
  {
    inventory: { list: async () => [] },
    environments: { known: ['development'], fallback: 'development' },
  },
);
const startOf = (more: Partial<ResolvedStart> = {}): ResolvedStart => ({
  view,
  catalogFlow: { flow, kind: 'flow', digest: '' },
  asked: { ...newRunOf(flow).run, flow, flowDigest: '' },
  effects: [],
  risk: 'medium',
  given: {},
  propose: false,
  ...more,
});
const run = (more: Partial<Run> = {}): Run => ({
  ...newRunOf(flow, { kind: 'flow', ...more }).run,
  lastSeq: 1,
});

const HOUR = 60 * 60 * 1_000;

/**
 * Makes an authorizer that allows as long as the policy can be asked, and a
 * catalog of one user.
 */
function compose({
  authority,
  groups,
  refusal,
}: {
  authority?: Partial<RunAuthority>;
  groups?: string[];
  refusal?: NotAllowedError;
}) {
  const clock = createFakeClock();
  const kept: RunAuthority | undefined = authority && {
    principal: 'user:default/anna',
    token: 'token',
    tokenUntil: clock.now() + HOUR,
    consents: toConsents(listStartQuestions(startOf())),
    ...authority,
  };
  const parent = run();
  const late = new LateAuthorizer({
    auth: mockServices.auth(),
    catalog: {
      getEntityByRef: async () =>
        groups && {
          apiVersion: 'v1',
          kind: 'User',
          metadata: { name: 'anna' },
          relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
        },
    },
    clock,
    box: createTestBox(),
    logger: mockServices.logger.mock(),
    store: {
      get: async () => parent,
      getAuthority: async id => (id === parent.id ? kept : undefined),
      setAuthority: async () => {},
    },
    authorizer: {
      // Asks one question, as the real one does.
      refusalOf: async caller => {
        await caller.standing?.decide({} as never);
        return refusal;
      },
    },
    resolveRun: async () => startOf(),
    permissions: {
      authorizeConditional: async () => [{ result: 'ALLOW' as never }],
    },
  });
  return { late, clock, parent };
}

describe('What is asked about late', () => {
  it('is refused when the policy refuses it now', async () => {
    const refusal = new NotAllowedError('no more');
    const { late, parent } = compose({ authority: {}, refusal });
    await expect(late.require(parent, startOf())).rejects.toThrow(
      'user:default/anna may not start this any more: no more',
    );
  });

  it('goes by the authority of the run above for a run that a step started', async () => {
    const { late, parent } = compose({ authority: {} });
    const child = run({ parent: { runId: parent.id, stepId: 'one' } });
    await expect(late.require(child, startOf())).resolves.toBeUndefined();
  });

  it('is refused when nobody knows with whose rights the run was let go', async () => {
    const { late, parent } = compose({});
    await expect(late.require(parent, startOf())).rejects.toThrow(
      /Nobody knows with whose rights/,
    );
    // Runs from before this was kept go on as they were permitted.
    const old = { ...parent, kind: undefined };
    await expect(late.require(old, startOf())).resolves.toBeUndefined();
  });

  it('stands as it was permitted, and no more, when the token has expired', async () => {
    const { late, parent, clock } = compose({ authority: {} });
    clock.advance(2 * HOUR);
    await expect(late.require(parent, startOf())).resolves.toBeUndefined();
    await expect(
      late.require(parent, startOf({ risk: 'high' })),
    ).rejects.toThrow(
      'test-flow (risk high) in development is more than was permitted',
    );
  });

  it('does not stand when the user has left a group, or is gone', async () => {
    const groups = ['group:default/ops', 'group:default/all'];
    const after = async (now: string[] | undefined) => {
      const { late, parent, clock } = compose({
        authority: { groups },
        groups: now,
      });
      clock.advance(2 * HOUR);
      return late.require(parent, startOf());
    };
    await expect(after(groups)).resolves.toBeUndefined();
    await expect(after([...groups, 'group:default/new'])).resolves.toBe(
      undefined,
    );
    await expect(after(['group:default/all'])).rejects.toThrow(
      'they are not in group:default/ops any more',
    );
    await expect(after(undefined)).rejects.toThrow(
      'the catalog does not know them any more',
    );
  });
});
