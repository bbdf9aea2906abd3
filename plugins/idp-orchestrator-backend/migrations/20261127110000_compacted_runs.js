/**
 * Finished runs in a fraction of the room: their entries in compressed parts,
 * their state compressed beside the row.
 *
 * Cost: adds an empty table, an empty column, a column with a default, and an
 * index of the finished runs that are not compacted: some 4 MB and half a second
 * for each 100,000. No row is rewritten.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('compacted_entries', table => {
    table.comment('Events and log chunks of finished runs, first to last');
    table.string('run_id', 36).notNullable();
    table.integer('first_seq').notNullable();
    table.integer('last_seq').notNullable();
    table.text('logs').notNullable().comment('JSON: whose lines are in it');
    table.binary('content').notNullable().comment('Its format, and its bytes');
    table.primary(['run_id', 'first_seq']);
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
  await knex.schema.alterTable('runs', table => {
    table
      .binary('compacted_state')
      .nullable()
      .comment('Instead of state, which is an empty text then');
  });
  await knex.schema.alterTable('workers', table => {
    table
      .integer('reads_format')
      .notNullable()
      .defaultTo(0)
      .comment('The newest format of compacted runs that it can read');
  });
  await knex.raw(
    'create index runs_to_compact_idx on runs (finished_at) where finished_at is not null and compacted_state is null',
  );
};

/**
 * Only for a database without compacted runs.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index runs_to_compact_idx');
  await knex.schema.alterTable('workers', table => {
    table.dropColumn('reads_format');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('compacted_state');
  });
  await knex.schema.dropTable('compacted_entries');
};

// It only adds. Older versions cannot read a compacted run, so this is changed
// to breaking before the first run is compacted: see src/database/compaction.
exports.compatibility = 'expand';
