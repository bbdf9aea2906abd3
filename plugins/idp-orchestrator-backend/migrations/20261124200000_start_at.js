/**
 * Runs that are to start at a time: no worker takes them before it.
 *
 * Cost: adds a column with a constant default; no row is rewritten.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .bigInteger('start_at')
      .notNullable()
      .defaultTo(0)
      .comment('No worker takes the run before this time (ms since 1970)');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('start_at');
  });
};

// A version that knows no later start would begin at once.
exports.compatibility = 'breaking';
