import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { runApprovePermission } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestBox, createTestKeys } from '../../__testUtils__/keys';
import { createDatabaseRunStore, createLinkStore } from '../../database';
import { systemClock } from '../../waiting/systemClock';
import { createCallers } from '../createCaller';
import { ApprovalLinks } from './ApprovalLinks';

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1_000;
const QUESTION = { step: 'ask', attempt: 1 };
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** The groups of the maker, as the catalog and their token say. */
const GROUPS = ['group:default/ops', 'group:default/staff'];

const maker = createCallers({
  userInfo: mockServices.userInfo({ ownershipEntityRefs: GROUPS }),
  agentSubjects: [],
})(mockCredentials.user('user:default/maker'), {
  origin: { door: 'windmill' },
});

describe.each(testDatabaseKinds())('A link that answers, on $name', kind => {
  let knex: Knex;
  let runId: string;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    const made = newRunOf(flowOf([{ id: 'ask' }]));
    await createDatabaseRunStore(knex, systemClock).create(made);
    runId = made.run.id;
  });
  afterAll(() => kind.stop());

  /** A portal of which a test decides keys, time, policy and catalog. */
  function openPortal() {
    const clock = createFakeClock();
    const portal = { keys: ['new'], policy: ALLOW, groups: GROUPS };
    const links = () =>
      new ApprovalLinks({
        keys: createTestKeys(...portal.keys),
        box: createTestBox(...portal.keys),
        store: createLinkStore(knex),
        clock,
        lifetimeMs: 7 * DAY,
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        permissions: { authorizeConditional: async () => [portal.policy] },
        catalog: {
          getEntityByRef: async () => ({
            apiVersion: 'v1',
            kind: 'User',
            metadata: { name: 'maker' },
            relations: portal.groups.map(targetRef => ({
              type: 'memberOf',
              targetRef,
            })),
          }),
        },
      });
    const subject = { runId, resumeId: 7, approver: 'Quinn' };
    const open = (signature: string, about = subject) =>
      links().open(about, signature, { door: 'windmill' });
    return {
      portal,
      clock,
      subject,
      open,
      make: () => links().make(maker, subject, QUESTION),
      decide: async (signature: string) =>
        (await open(signature)).caller.standing?.decide(runApprovePermission),
    };
  }

  it('answers the question that it was made for, in the name of its maker', async () => {
    const { make, open } = openPortal();
    const { caller, ...question } = await open(await make());
    expect(question).toMatchObject(QUESTION);
    expect(caller.initiator).toEqual({
      kind: 'user',
      ref: 'user:default/maker',
    });
    expect(caller.origin).toMatchObject({ door: 'windmill', via: 'link' });
    expect(await caller.listRefs()).toEqual(['user:default/maker', ...GROUPS]);
  });

  it('fits nothing else, and nothing that stands in the database can be changed', async () => {
    const { make, open, subject } = openPortal();
    const signature = await make();
    for (const other of [
      { ...subject, resumeId: 8 },
      { ...subject, approver: 'Rosa' },
      { ...subject, runId: 'another' },
    ]) {
      await expect(open(signature, other)).rejects.toThrow('does not fit');
    }
    await expect(open(`${signature}A`)).rejects.toThrow('does not fit');
    await expect(open('made-up.AAAA')).rejects.toThrow('does not fit');
    const [id] = signature.split('.');
    const { terms } = await knex('approval_links').where({ id }).first();
    for (const forged of [
      { terms: terms.replace('user:default/maker', 'user:default/root') },
      { terms: terms.replace('"attempt":1', '"attempt":2') },
      { expires_at: Date.UTC(2099, 0, 1) },
    ]) {
      await knex('approval_links').where({ id }).update(forged);
      await expect(open(signature)).rejects.toThrow('does not fit');
      await knex('approval_links').where({ id }).update({ terms });
    }
  });

  it('tells nothing by which one could be made', async () => {
    const { make } = openPortal();
    const signature = await make();
    const [id, digest] = signature.split('.');
    const row = JSON.stringify(await knex('approval_links').where({ id }));
    expect(row).not.toContain(digest);
    expect(row).not.toContain('mock-service-token');
    expect(row).toContain('sealed1:new:');
  });

  it('expires, and says so', async () => {
    const { make, open, clock } = openPortal();
    const signature = await make();
    clock.advance(7 * DAY - 1);
    await open(signature);
    clock.advance(1);
    await expect(open(signature)).rejects.toThrow(
      'This link expired at 2026-11-30T00:00:00.000Z. Ask whoever sent it for a new one',
    );
    clock.advance(31 * DAY);
    await make();
    await expect(open(signature)).rejects.toThrow('does not fit');
  });

  it('outlives a change of the key, until the old one is gone', async () => {
    const { portal, make, open } = openPortal();
    portal.keys = ['old'];
    const signature = await make();
    portal.keys = ['new', 'old'];
    await open(signature);
    expect((await make()).split('.')[0]).not.toBe(signature.split('.')[0]);
    portal.keys = ['new'];
    await expect(open(signature)).rejects.toThrow(
      'This link was made with the key old, which this portal does not have any more',
    );
  });

  it('is no more than its maker may by now', async () => {
    const { portal, make, decide } = openPortal();
    const signature = await make();
    expect(await decide(signature)).toEqual(ALLOW);
    portal.policy = DENY;
    expect(await decide(signature)).toEqual(DENY);
  });

  it('stands without its maker only as long as the catalog knows them as they were', async () => {
    const { portal, clock, make, open, decide } = openPortal();
    const signature = await make();
    clock.advance(DAY);
    expect(await decide(signature)).toEqual(ALLOW);
    portal.groups = ['group:default/staff'];
    await expect(decide(signature)).rejects.toThrow(
      'they are not in group:default/ops any more',
    );
    const { caller } = await open(signature);
    expect(await caller.listRefs()).toEqual([
      'user:default/maker',
      'group:default/staff',
    ]);
  });

  it('is not made without a key', async () => {
    const { portal, make } = openPortal();
    portal.keys = ['none of these'];
    await expect(make()).rejects.toThrow(
      'No link can be made: this portal has no key for it. Whoever runs it sets idpOrchestrator.keys',
    );
  });
});
