import type { Knex } from 'knex';
import { sqlite } from '../../__testUtils__/databases';
import { createWriter } from './createWriter';
import { rowsOf, type Write, type Writer } from './Write';

describe('Writes to SQLite', () => {
  const kind = sqlite();
  let knex: Knex;
  let writer: Writer;
  let commits: number;

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    writer = createWriter(knex);
    await knex.schema.createTable('notes', table => {
      table.string('text').primary();
    });
    const driver = await knex.client.acquireConnection();
    await knex.client.releaseConnection(driver);
    const prepare = driver.prepare.bind(driver);
    driver.prepare = (sql: string) => {
      const prepared = prepare(sql);
      const run = () => {
        commits += 1;
        return prepared.run();
      };
      return sql === 'commit' ? { ...prepared, run } : prepared;
    };
  });
  beforeEach(async () => {
    await knex('notes').delete();
    commits = 0;
  });
  afterAll(() => kind.stop());

  const note = (text: string) => () => insert(text);
  function* insert(text: string): Write<string> {
    yield knex('notes').insert({ text });
    return text;
  }
  const stored = () => knex('notes').orderBy('text').pluck('text');

  it('are committed together when they come at the same time', async () => {
    const texts = ['a', 'b', 'c'];
    const written = texts.map(text => writer.commit(note(text)));
    expect(await Promise.all(written)).toEqual(texts);
    expect(await stored()).toEqual(texts);
    expect(commits).toBe(1);
    await writer.commit(note('d'));
    expect(commits).toBe(2);
  });

  it('are undone alone when one of them fails half-way', async () => {
    const half = function* half(): Write<void> {
      yield knex('notes').insert({ text: 'half' });
      yield knex('notes').insert({ text: 'half' });
    };
    const written = await Promise.allSettled([
      writer.commit(note('before')),
      writer.commit(half),
      writer.commit(note('after')),
    ]);
    expect(written.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await stored()).toEqual(['after', 'before']);
  });

  it('see what was written before them in the same commit', async () => {
    const read = () => rowsOf<{ text: string }>(knex('notes').select('text'));
    const [, seen] = await Promise.all([
      writer.commit(note('first')),
      writer.commit(read),
    ]);
    expect(seen).toEqual([{ text: 'first' }]);
  });

  it('are all refused when there is no room for one of them, and go on later', async () => {
    const [{ page_count: pages }] = await knex.raw('pragma page_count');
    await knex.raw(`pragma max_page_count = ${pages}`);
    const written = await Promise.allSettled([
      writer.commit(note('small')),
      writer.commit(note('x'.repeat(1_000_000))),
      writer.commit(note('late')),
    ]);
    await knex.raw('pragma max_page_count = 1000000');
    const told = written.map(one => one.status === 'fulfilled' && one.value);
    expect(told[1]).toBe(false);
    // Whoever was told that it is written finds it.
    expect(await stored()).toEqual(told.filter(text => text !== false).sort());
    await writer.commit(note('again'));
    expect(await stored()).toContain('again');
  });

  it('go through when more come at once than are committed together', async () => {
    const texts = Array.from({ length: 250 }, (_, index) => `${index}`);
    await Promise.all(texts.map(text => writer.commit(note(text))));
    expect(await stored()).toEqual([...texts].sort());
  });
});
