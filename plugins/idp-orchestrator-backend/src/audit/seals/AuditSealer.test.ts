import { mockServices } from '@backstage/backend-test-utils';
import type { AuditSeal } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  addEntries,
  addManyEntries,
  rewriteRecord,
} from '../../__testUtils__/auditRecord';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { createFakeClock } from '../../__testUtils__/fakeClock';
import {
  createDatabaseAuditStore,
  createDatabaseSealStore,
  createOutbox,
} from '../../database';
import { KeyRing, type ConfiguredKey } from '../../keys';
import { AuditSealer } from './AuditSealer';

jest.setTimeout(60_000);

const START = Date.parse('2026-11-24T12:00:00.000Z');
const HOUR_MS = 60 * 60 * 1_000;
const OLD = { id: 'old', secret: 'o'.repeat(40) };
const NEW = { id: 'new', secret: 'n'.repeat(40) };
const [ADA, BOB] = ['user:default/ada', 'user:default/bob'];
const byBob = { by: { kind: 'user', ref: BOB } } as const;

describe.each(testDatabaseKinds())('The seals of a record on $name', kind => {
  let knex: Knex;

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());
  beforeEach(async () => {
    knex = await kind.create();
  });

  /** The sealer of a process. */
  const start = (keys: ConfiguredKey[] = [OLD], sealEvery = 5) => {
    const clock = createFakeClock(START);
    const logger = mockServices.logger.mock();
    const onSealed = jest.fn();
    const sealer = new AuditSealer({
      store: createDatabaseAuditStore(knex),
      seals: createDatabaseSealStore(knex),
      keys: new KeyRing(keys),
      sealEvery,
      onSealed,
      clock,
      logger,
    });
    const errors = () => logger.error.mock.calls.map(([text]) => text);
    return { sealer, clock, logger, errors, onSealed };
  };
  const listSeals = async () =>
    (await createDatabaseSealStore(knex).list({ limit: 100 })).items;

  it('are made of a few entries as well when the clock was set back', async () => {
    const { sealer, clock } = start();
    await addEntries(knex, 1);
    expect(await sealer.sealDue()).toBe(0);
    clock.step(-2 * HOUR_MS);
    expect(await sealer.sealDue()).toBe(1);
  });

  it('are made when enough entries have none, and told in the log and the outbox', async () => {
    const { sealer, logger, onSealed } = start();
    await addEntries(knex, 4);
    expect(await sealer.sealDue()).toBe(0);
    await addEntries(knex, 3);
    expect(await sealer.sealDue()).toBe(1);
    expect(await sealer.sealDue()).toBe(0);
    const [seal, ...others] = await listSeals();
    expect(others).toEqual([]);
    expect(seal).toMatchObject({ number: 7, keyId: 'old' });
    expect(logger.info.mock.calls).toEqual([
      [
        'The audit record is sealed up to entry 7',
        { event: 'audit.sealed', ...seal },
      ],
    ]);
    expect(onSealed).toHaveBeenCalledTimes(1);
    const { events } = await createOutbox(knex).listEvents(10);
    expect(events).toMatchObject([{ kind: 'seal', seal }]);
  });

  it('are made an hour after an entry, however few there are', async () => {
    const { sealer, clock } = start();
    await addEntries(knex, 1);
    clock.advance(HOUR_MS - 1);
    expect(await sealer.sealDue()).toBe(0);
    clock.advance(1);
    expect(await sealer.sealDue()).toBe(1);
    clock.advance(HOUR_MS);
    expect(await sealer.sealDue()).toBe(0);
  });

  it('are made once by two processes that do it at the same time', async () => {
    await addEntries(knex, 6);
    const both = [start(), start()];
    const made = await Promise.all(both.map(({ sealer }) => sealer.sealDue()));
    expect(made.sort()).toEqual([0, 1]);
    expect(await listSeals()).toHaveLength(1);
    const { events } = await createOutbox(knex).listEvents(10);
    expect(events).toHaveLength(1);
    const told = both.flatMap(({ logger }) => logger.info.mock.calls);
    expect(told).toHaveLength(1);
  });

  it('are not made of entries that another process has just sealed, a later end or not', async () => {
    const { sealer } = start();
    await addEntries(knex, 5);
    await sealer.sealDue();
    const [seal] = await listSeals();
    const late = { ...seal, number: 6 };
    expect(await createDatabaseSealStore(knex).add(late, 0)).toBe(false);
    expect(await listSeals()).toEqual([seal]);
  });

  it('are several for a long record that had none, each of a part that was checked', async () => {
    await addManyEntries(knex, 10_003);
    const { sealer } = start();
    expect(await sealer.sealDue()).toBe(1);
    expect((await listSeals()).map(({ number }) => number)).toEqual([10_000]);
    await addEntries(knex, 2);
    expect(await sealer.sealDue()).toBe(1);
    expect(await sealer.verify()).toMatchObject({
      whole: true,
      seals: { checked: 2, upTo: 10_005 },
    });
  });

  it('say up to where the record is sealed, also over a change of the key', async () => {
    await addEntries(knex, 5);
    await start([OLD]).sealer.sealDue();
    await addEntries(knex, 6);
    const { sealer } = start([NEW, OLD]);
    await sealer.sealDue();
    await addEntries(knex, 1);
    expect(await sealer.verify()).toEqual({
      whole: true,
      checked: 12,
      seals: {
        checked: 2,
        upTo: 11,
        at: new Date(START).toISOString(),
        keyIds: ['old', 'new'],
      },
    });
  });

  it('of a key that is not there any more cannot be checked, which breaks nothing', async () => {
    await addEntries(knex, 5);
    await start([OLD]).sealer.sealDue();
    await addEntries(knex, 5);
    const { sealer, logger } = start([NEW]);
    await sealer.sealDue();
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('has no key old')],
    ]);
    expect(await sealer.verify()).toMatchObject({
      whole: true,
      seals: {
        checked: 1,
        upTo: 10,
        keyIds: ['new'],
        unchecked: { count: 1, keyIds: ['old'] },
      },
    });
  });

  it('find a record that was made anew from its first entry', async () => {
    await addEntries(knex, 10);
    await start().sealer.sealDue();
    await addEntries(knex, 5);
    await start().sealer.sealDue();
    await addEntries(knex, 2);
    await rewriteRecord(knex, 12, byBob);
    const { sealer, errors } = start();
    const verdict = await sealer.verify();
    expect(verdict).toMatchObject({ whole: false, broken: { number: 15 } });
    expect(verdict.broken?.because).toMatch(/entries 11 to 15 were changed/);
    await rewriteRecord(knex, 1, byBob);
    expect(await sealer.verify()).toMatchObject({
      broken: {
        number: 10,
        because: expect.stringMatching(/entries 1 to 10 were changed/),
      },
    });
    await addEntries(knex, 5);
    expect(await sealer.sealDue()).toBe(0);
    expect(errors()).toEqual([
      expect.stringMatching(/because of entry 15.*idp-audit-verify/s),
    ]);
  });

  it.each<[string, Partial<AuditSeal>]>([
    ['of another entry', { number: 4 }],
    ['of another digest', { digest: 'f'.repeat(64) }],
    ['of another time', { at: '2026-11-24T11:00:00.000Z' }],
    ['of another key', { keyId: 'new' }],
    ['signed otherwise', { signature: `${'A'.repeat(86)}==` }],
    ['not signed at all', { signature: '' }],
  ])('are found out when one is made one %s', async (_, change) => {
    await addEntries(knex, 5);
    const { sealer } = start([NEW, OLD]);
    await start([OLD]).sealer.sealDue();
    const { keyId, at, ...rest } = { ...(await listSeals())[0], ...change };
    const row = { ...rest, key_id: keyId, at: Date.parse(at) };
    await knex('audit_seals').update(row);
    expect(await sealer.verify()).toMatchObject({
      whole: false,
      broken: {
        number: rest.number,
        because: expect.stringContaining('seal is not as it was signed'),
      },
    });
    await addEntries(knex, 5);
    expect(await sealer.sealDue()).toBe(0);
  });

  it('are missed by a process that saw them, when they are taken back', async () => {
    const { sealer, errors, clock } = start();
    await addEntries(knex, 5);
    await sealer.sealDue();
    await knex('audit_seals').delete();
    await rewriteRecord(knex, 3, byBob);
    await addEntries(knex, 5);
    expect(await sealer.sealDue()).toBe(0);
    expect(await sealer.sealDue()).toBe(0);
    expect(errors()).toEqual([
      expect.stringMatching(/entry 5: its seal .* is not in the database/),
    ]);
    clock.advance(HOUR_MS);
    await sealer.sealDue();
    expect(errors()).toHaveLength(2);
    expect(await sealer.verify()).toMatchObject({
      whole: false,
      broken: { number: 5 },
      seals: { problem: errors()[0] },
    });
  });

  it('are missed also when the record was left as it is', async () => {
    const { sealer } = start();
    await addEntries(knex, 5);
    await sealer.sealDue();
    await knex('audit_seals').delete();
    expect((await sealer.verify()).broken).toEqual({
      number: 5,
      because: expect.stringContaining('is not in the database any more'),
    });
  });

  it.each<[string, () => Promise<unknown>, number]>([
    [
      'changed',
      () => knex('audit_entries').where({ number: 7 }).update({ by_ref: BOB }),
      7,
    ],
    ['removed', () => knex('audit_entries').where({ number: 7 }).delete(), 7],
    [
      'removed at the end',
      () => knex('audit_entries').where({ number: 9 }).delete(),
      9,
    ],
    [
      'changed where it was sealed',
      () => knex('audit_entries').where({ number: 5 }).update({ by_ref: BOB }),
      5,
    ],
    [
      'gone with all after it, as if they had never been',
      async () => {
        await knex('audit_entries').where('number', '>', 3).delete();
        const [{ digest }] = await knex('audit_entries').where({ number: 3 });
        await knex('audit_end').update({ number: 3, digest });
      },
      5,
    ],
  ])('are not made after an entry that was %s', async (_, change, number) => {
    await addEntries(knex, 5);
    await start().sealer.sealDue();
    await addEntries(knex, 4);
    await change();
    const { sealer, clock, errors } = start();
    clock.advance(HOUR_MS);
    expect(await sealer.sealDue()).toBe(0);
    expect(errors()).toEqual([
      expect.stringContaining(`because of entry ${number}: `),
    ]);
    expect(await listSeals()).toHaveLength(1);
  });

  it('go on when what was changed is restored', async () => {
    const { sealer, errors } = start();
    await addEntries(knex, 5);
    const change = (ref: string) =>
      knex('audit_entries').where({ number: 2 }).update({ by_ref: ref });
    await change(BOB);
    expect(await sealer.sealDue()).toBe(0);
    expect((await sealer.verify()).seals?.problem).toBe(errors()[0]);
    await change(ADA);
    expect(await sealer.sealDue()).toBe(1);
    expect((await sealer.verify()).seals?.problem).toBeUndefined();
  });

  it('are not made without a key, which is said', async () => {
    await addEntries(knex, 5);
    const { sealer } = start([]);
    expect(sealer.unavailableReason).toMatch(/idpOrchestrator\.keys/);
    expect(await sealer.verify()).toMatchObject({
      whole: true,
      seals: { checked: 0, keyIds: [], problem: sealer.unavailableReason },
    });
  });

  it('are listed newest first, page by page, with the public keys', async () => {
    const { sealer } = start([NEW, OLD], 1);
    for (let n = 0; n < 3; n++) {
      await addEntries(knex, 1);
      await sealer.sealDue();
    }
    const first = await sealer.list({ limit: 2 });
    const { nextCursor: cursor } = first;
    const second = await sealer.list({ limit: 2, cursor });
    const numbers = [first, second].map(({ items }) =>
      items.map(({ number }) => number),
    );
    expect(numbers).toEqual([[3, 2], [1]]);
    expect(second).not.toHaveProperty('nextCursor');
    expect(first.keys.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(first.keys[0].publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });
});
