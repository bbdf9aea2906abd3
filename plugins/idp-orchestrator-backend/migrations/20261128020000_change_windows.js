/**
 * Freezes and maintenance windows that calls have made, and which runs are held
 * by a window, so that these are found when one changes.
 *
 * Cost: an empty table, and a column of `runs` with an index of the few runs
 * that are held now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_windows', table => {
    table.comment('Windows that calls have made');
    table.string('id', 36).primary();
    table.text('definition').notNullable().comment('JSON');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('over_at').notNullable().comment('From when it is over');
    table.index(['over_at']);
  });
  await knex.schema.alterTable('runs', table => {
    table
      .integer('is_held')
      .notNullable()
      .defaultTo(0)
      .comment('1 while it rests since a window holds a step of it');
  });
  await knex.raw(
    'create index runs_held_idx on runs (id) where is_held = 1 and finished_at is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index runs_held_idx');
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('is_held');
  });
  await knex.schema.dropTable('change_windows');
};

// It adds a table, and a column with a default. An older version holds no run.
exports.compatibility = 'expand';
