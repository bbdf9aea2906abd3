/**
 * Where a schedule is written, and the file of those that are written in one.
 *
 * Cost: two columns of a table that few have filled.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('schedules', table => {
    table
      .string('source', 10)
      .notNullable()
      .defaultTo('portal')
      .comment('portal, or file');
    table.text('file').comment('JSON: which file, and how it is');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('schedules', table => {
    table.dropColumns('source', 'file');
  });
};

// An older version writes schedules of the portal, as the default has it.
exports.compatibility = 'expand';
