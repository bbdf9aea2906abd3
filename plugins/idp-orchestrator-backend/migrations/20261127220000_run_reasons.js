/**
 * The reasons of runs, by which they are found. They are in a table of their
 * own, since looking for a text reads all of them, and a run's row is long.
 *
 * Cost: creates a table only. Runs from before are not found by their reasons.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_reasons', table => {
    table.comment('The reasons of runs that have one');
    table.string('run_id', 36).primary();
    table.text('reason').notNullable().comment('In lower case');
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_reasons');
};

// Runs that an older version starts are not found by their reasons.
exports.compatibility = 'expand';
