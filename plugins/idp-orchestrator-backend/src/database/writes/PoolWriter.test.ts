import createKnex, { type Knex } from 'knex';
import { postgres } from '../../__testUtils__/databases';
import { createWriter } from './createWriter';
import type { Write, Writer } from './Write';

describe('Writes to PostgreSQL', () => {
  const kind = postgres();
  let knex: Knex;
  let writer: Writer;

  // What is prepared belongs to a connection: with one only, it is known which.
  beforeAll(async () => {
    await kind.start();
    const connection = kind.connectionOf(await kind.create());
    knex = createKnex({ ...connection, pool: { min: 1, max: 1 } });
    writer = createWriter(knex);
    await knex.schema.createTable('notes', table => {
      table.string('text').primary();
    });
  }, 60_000);
  beforeEach(() => knex('notes').delete());
  afterAll(async () => {
    await knex.destroy();
    await kind.stop();
  });

  const note = (text: string) =>
    writer.commitOne({
      sql: 'insert into notes (text) values (?) returning *',
      bindings: [text],
    });
  const stored = () => knex('notes').orderBy('text').pluck('text');
  const countPrepared = async () => {
    const { rows } = await knex.raw(
      "select count(*)::int from pg_prepared_statements where name like 'idp%'",
    );
    return rows[0].count;
  };

  it('are undone when they fail half-way', async () => {
    const half = function* half(): Write<void> {
      yield knex('notes').insert({ text: 'half' });
      yield knex('notes').insert({ text: 'half' });
    };
    await expect(writer.commit(half)).rejects.toThrow(/duplicate key/);
    expect(await stored()).toEqual([]);
  });

  it('tell what they gave, and what kept them from being done', async () => {
    expect((await note('a')).rows).toEqual([{ text: 'a' }]);
    await expect(note('a')).rejects.toThrow(/duplicate key/);
  });

  it('are planned once for each connection', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map(note));
    expect(await countPrepared()).toBe(1);
  });

  it('go on when the table has got a column since', async () => {
    await note('a');
    await knex.schema.alterTable('notes', table => {
      table.string('more').nullable();
    });
    await Promise.all(['b', 'c', 'd', 'e'].map(note));
    expect(await stored()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('go on where connections lose what was prepared, as behind a pooler', async () => {
    const fresh = createWriter(knex);
    const count = (number: number) =>
      fresh.commitOne({ sql: 'select ?::int as number', bindings: [number] });
    await Promise.all([1, 2, 3, 4].map(count));
    await knex.raw('deallocate all');
    const answers = await Promise.all([5, 6, 7, 8].map(count));
    expect(answers.map(({ rows }) => rows[0])).toEqual(
      [5, 6, 7, 8].map(number => ({ number })),
    );
    await knex.raw('deallocate all');
    await Promise.all([1, 2, 3, 4].map(count));
    expect(await countPrepared()).toBe(0);
  });
});
