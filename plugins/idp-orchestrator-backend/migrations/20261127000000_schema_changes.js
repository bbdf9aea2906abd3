/**
 * What each migration from here on leaves to versions that do not know it, which
 * find only its name among those that were done: see docs/upgrades.md.
 *
 * Cost: adds an empty table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('schema_changes', table => {
    table.comment('What migrations leave to versions that do not know them');
    table.string('migration', 255).primary();
    table.string('compatibility', 10).notNullable();
    table
      .string('since', 255)
      .nullable()
      .comment('Of a contract: versions that have this migration go on');
    table.string('version', 50).notNullable().comment('That which did it');
    table.bigInteger('at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('schema_changes');
};

// It adds a table.
exports.compatibility = 'expand';
