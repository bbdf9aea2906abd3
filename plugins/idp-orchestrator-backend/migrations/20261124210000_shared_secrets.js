/**
 * Keys that the processes of this plugin sign with, and that no person knows.
 *
 * Cost: adds an empty table. Without it, addresses that were signed are no
 * longer good for anything.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('shared_secrets', table => {
    table.comment('Random keys, made by the process that needs one first');
    table.string('name', 100).primary();
    table.string('value', 200).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('shared_secrets');
};

// It adds a table.
exports.compatibility = 'expand';
