/**
 * The processes that are there, which labels of a worker a run asks for, and
 * the host that a resting run waits for.
 *
 * Cost: adds two empty tables and a column that may be null; no row is
 * rewritten.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workers', table => {
    table.comment('Processes of this plugin, each telling that it lives');
    table.string('name', 512).primary();
    table.string('role', 10).notNullable();
    table.text('labels').notNullable().comment('JSON');
    table.bigInteger('seen_at').notNullable();
  });
  await knex.schema.createTable('run_labels', table => {
    table.comment('Labels that a worker must have to take the run');
    table.string('run_id', 36).notNullable();
    table.string('label', 100).notNullable();
    table.primary(['run_id', 'label']);
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
  await knex.schema.alterTable('runs', table => {
    table
      .string('wake_host', 512)
      .nullable()
      .comment('A worker of this host takes the run before wake_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('wake_host');
  });
  await knex.schema.dropTable('run_labels');
  await knex.schema.dropTable('workers');
};

// A version that knows no labels would take runs that its worker may not.
exports.compatibility = 'breaking';
