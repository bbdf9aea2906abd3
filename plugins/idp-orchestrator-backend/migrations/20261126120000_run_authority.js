/**
 * With whose rights a run does what it does later: who let it go, how Backstage
 * is asked about them, and what was permitted. Only runs that do something
 * later have a row.
 *
 * Cost: adds an empty table. A run from before it that starts another run has
 * to be retried by somebody who may.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_authority', table => {
    table.comment('With whose rights a run does what it does later');
    table.string('run_id', 36).primary();
    table.text('authority').notNullable().comment('JSON');
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_authority');
};

// A version without it would start later what is no longer permitted.
exports.compatibility = 'breaking';
