import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { createDatabaseAuditStore } from '../database';
import type { AuditStore } from '../ports';
import { BEGINNING, sealEntry, type AuditFact } from './chain';
import { verifyRecord } from './verifyRecord';

jest.setTimeout(60_000);

const factOf = (result: string): AuditFact => ({
  at: '2026-11-24T12:00:00.000Z',
  act: 'run.cancel',
  outcome: 'done',
  by: {
    kind: 'agent',
    ref: 'external:bot',
    onBehalfOf: 'user:default/ada',
    conversation: 'c1',
  },
  origin: {
    door: 'rest',
    via: 'token',
    address: '127.0.0.1',
    userAgent: 'curl',
  },
  subject: { kind: 'run', id: 'r1' },
  environment: 'development',
  dryRun: false,
  risk: 'medium',
  inputDigest: 'f'.repeat(64),
  reason: 'wrong cluster',
  result,
});

describe.each(testDatabaseKinds())('The audit record on $name', kind => {
  let knex: Knex;
  let store: AuditStore;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    store = createDatabaseAuditStore(knex);
  });
  afterAll(() => kind.stop());
  beforeEach(async () => {
    await knex('audit_entries').delete();
    await knex('audit_end').update(BEGINNING);
  });

  const add = (result: string) =>
    store.append(end => sealEntry(factOf(result), end));
  const write = async (count: number) => {
    for (let n = 1; n <= count; n++) await add(`entry ${n}`);
  };
  const change = (number: number, columns: object) =>
    knex('audit_entries').where({ number }).update(columns);

  it('gives entries back as they were written', async () => {
    const minimal: AuditFact = {
      at: '2026-11-24T12:00:00.123Z',
      act: 'flow.list',
      outcome: 'refused',
      by: { kind: 'user', ref: 'user:default/ada' },
      origin: { door: 'windmill' },
    };
    const first = await add('one');
    const second = await store.append(end => sealEntry(minimal, end));
    expect(await store.read({ after: 0, limit: 10 })).toEqual([first, second]);
    expect(second).toMatchObject({
      number: 2,
      previousDigest: first?.digest,
    });
  });

  it('is one whole chain after 50 entries at once, from two writers', async () => {
    const other = createDatabaseAuditStore(knex);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 ? store : other).append(end =>
          sealEntry(factOf(`entry ${n}`), end),
        ),
      ),
    );
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 50 });
    const numbers = await knex('audit_entries')
      .orderBy('number')
      .pluck('number');
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('names the entry of which any single value was changed', async () => {
    await write(3);
    const row = await knex('audit_entries').where({ number: 2 }).first();
    const columns = Object.keys(row).filter(column => column !== 'number');
    expect(columns).toHaveLength(21);
    for (const column of columns) {
      const before = row[column];
      const after = /^\d+$/.test(String(before))
        ? Number(before) + 1
        : `${String(before).slice(0, -1)}~`;
      await change(2, { [column]: after });
      expect({ column, ...(await verifyRecord(store)) }).toMatchObject({
        column,
        whole: false,
        broken: { number: 2 },
      });
      await change(2, { [column]: before });
    }
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 3 });
  });

  it('names an entry that was changed together with its digest', async () => {
    await write(3);
    const [, second] = await store.read({ after: 0, limit: 3 });
    const { digest: _, number, previousDigest, ...fact } = second;
    const forged = sealEntry(
      { ...fact, result: 'nothing' },
      { number: number - 1, digest: previousDigest },
    );
    await change(2, { result: 'nothing', digest: forged.digest });
    expect((await verifyRecord(store)).broken?.number).toBe(2);
  });

  it('names the last entry when that one was changed together with its digest', async () => {
    await write(2);
    const [, last] = await store.read({ after: 0, limit: 2 });
    const { digest: _, number, previousDigest, ...fact } = last;
    const forged = sealEntry(
      { ...fact, result: 'nothing' },
      { number: number - 1, digest: previousDigest },
    );
    await change(2, { result: 'nothing', digest: forged.digest });
    expect((await verifyRecord(store)).broken?.number).toBe(2);
  });

  it.each([
    ['the first', 1],
    ['one in the middle', 2],
    ['the last', 3],
  ])('names %s that was removed', async (_, number) => {
    await write(3);
    await knex('audit_entries').where({ number }).delete();
    expect((await verifyRecord(store)).broken?.number).toBe(number);
  });

  it('names an entry that was exchanged with another', async () => {
    await write(4);
    await change(2, { number: 99 });
    await change(3, { number: 2 });
    await change(99, { number: 3 });
    expect((await verifyRecord(store)).broken?.number).toBe(2);
  });

  it('is whole when it is empty', async () => {
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 0 });
  });

  it('leaves nothing behind when an entry cannot be made', async () => {
    await write(1);
    await expect(
      store.append(() => {
        throw new Error('no entry');
      }),
    ).rejects.toThrow('no entry');
    await add('after it');
    expect(await verifyRecord(store)).toEqual({ whole: true, checked: 2 });
  });

  it('is listed newest first, page by page, while it grows', async () => {
    await write(5);
    const first = await store.list({}, { limit: 2 });
    await add('later');
    const second = await store.list({}, { limit: 2, cursor: first.nextCursor });
    const third = await store.list({}, { limit: 2, cursor: second.nextCursor });
    const pages = [first, second, third].map(({ items }) =>
      items.map(({ number }) => number),
    );
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
    expect(third.nextCursor).toBeUndefined();
    await expect(
      store.list({}, { limit: 2, cursor: 'nonsense' }),
    ).rejects.toThrow(/cursor/);
  });

  it('is found by what it tells', async () => {
    await write(1);
    const found = async (filter: Parameters<AuditStore['list']>[0]) =>
      (await store.list(filter, { limit: 9 })).items.length;
    for (const filter of [
      { act: 'run.cancel' },
      { outcome: 'done' as const },
      { initiator: 'external:bot' },
      { initiator: 'user:default/ada' },
      { environment: 'development' },
      { subject: 'r1' },
      { since: '2026-11-24T12:00:00.000Z' },
      { until: '2026-11-24T12:00:00.001Z' },
    ]) {
      expect([filter, await found(filter)]).toEqual([filter, 1]);
    }
    for (const filter of [
      { act: 'run.start' },
      { outcome: 'failed' as AuditEntry['outcome'] },
      { initiator: 'user:default/bob' },
      { environment: 'production' },
      { subject: 'r2' },
      { since: '2026-11-24T12:00:00.001Z' },
      { until: '2026-11-24T12:00:00.000Z' },
    ]) {
      expect([filter, await found(filter)]).toEqual([filter, 0]);
    }
  });
});
