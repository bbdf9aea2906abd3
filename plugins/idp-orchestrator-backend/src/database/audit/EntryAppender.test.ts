import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { sealEntry, type AuditFact } from '../../audit/chain';
import { verifyRecord } from '../../audit/verifyRecord';
import type { AuditStore } from '../../ports';
import { createWriter } from '../writes';
import { createDatabaseAuditStore } from './databaseAuditStore';
import { EntryAppender } from './EntryAppender';

jest.setTimeout(60_000);

const factOf = (result: string, more?: object): AuditFact => ({
  at: '2026-11-24T12:00:00.123Z',
  act: 'run.cancel',
  outcome: 'done',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest' },
  result,
  ...more,
});

describe.each(testDatabaseKinds())('Adding entries on $name', kind => {
  let knex: Knex;
  let store: AuditStore;

  beforeAll(() => kind.start());
  beforeEach(async () => {
    knex = await kind.create();
    store = createDatabaseAuditStore(knex);
  });
  afterAll(() => kind.stop());

  const addTo = (appender: EntryAppender, fact: AuditFact, closes?: string) =>
    appender.append({ make: end => sealEntry(fact, end), closes });

  const openOne = async () => {
    const id = randomUUID();
    const { at: _, outcome: __, result: ___, ...call } = factOf('open');
    await store.open({ id, openedAt: 1, call });
    return id;
  };

  it('keeps one whole chain of three writers that add and close 300 calls at once', async () => {
    const appenders = [1, 2, 3].map(
      () => new EntryAppender(createWriter(knex)),
    );
    const ids = await Promise.all(Array.from({ length: 300 }, openOne));
    const entries = await Promise.all(
      ids.map((id, n) => addTo(appenders[n % 3], factOf(`${n}`), id)),
    );
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 300 });
    expect(new Set(entries.map(entry => entry.number)).size).toBe(300);
    expect(await store.listOpen(2)).toEqual([]);
  });

  it('gives each caller the entry that is in the record, whoever wrote before', async () => {
    const one = new EntryAppender(createWriter(knex));
    const other = new EntryAppender(createWriter(knex));
    const added = [];
    for (const appender of [one, one, other, one, one, other, other, one]) {
      added.push(await addTo(appender, factOf(`${added.length}`)));
    }
    expect(await store.read({ after: 0, limit: 10 })).toEqual(added);
    expect((await verifyRecord(store)).whole).toBe(true);
  });

  it('closes a forgotten call once, and not one whose ending is there', async () => {
    const id = await openOne();
    const make = (end: Parameters<typeof sealEntry>[1]) =>
      sealEntry(factOf('unknown'), end);
    const close = { id, ifOpen: true };
    expect(await store.append(make, close)).toMatchObject({ number: 1 });
    expect(await store.append(make, close)).toBeUndefined();
    expect(await store.end()).toMatchObject({ number: 1 });
  });

  it('adds the others when the database refuses one of several', async () => {
    await knex.schema.alterTable('audit_entries', table => {
      table.unique(['reason']);
    });
    const appender = new EntryAppender(createWriter(knex));
    await addTo(appender, factOf('first', { reason: 'taken' }));
    const id = await openOne();
    const results = await Promise.allSettled([
      addTo(appender, factOf('a')),
      addTo(appender, factOf('b')),
      addTo(appender, factOf('refused', { reason: 'taken' }), id),
      addTo(appender, factOf('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 4 });
    expect(await store.listOpen(2)).toHaveLength(1);
    await addTo(appender, factOf('later'), id);
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 5 });
  });
});
