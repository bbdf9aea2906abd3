/**
 * What people typed into secret fields of a run's input, encrypted, for as long
 * as the run may need it; the run itself does not hold it any more.
 *
 * Cost: adds an empty table. Runs from before it hold what was typed in the
 * clear, until they are removed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_secrets', table => {
    table.comment('What was typed into secret fields, encrypted');
    table.string('run_id', 36).primary();
    table.string('key_id', 40).notNullable().index();
    table.text('sealed').notNullable();
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_secrets');
};

// A version without it would run with inputs whose secrets are elsewhere.
exports.compatibility = 'breaking';
