/**
 * Which runs start, stop or restart which services: what touched a service
 * last, and all that ever did, without reading the state of runs.
 *
 * Cost: creates an empty table; a run of operations writes one narrow row for
 * each of its services. Runs from before are not in it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('service_changes', table => {
    table.comment('Runs that start, stop or restart a service');
    table.string('service', 100).notNullable();
    table.string('environment', 100).notNullable();
    table.bigInteger('created_at').notNullable().comment('That of the run');
    table.string('run_id', 36).notNullable();
    table.primary(['service', 'environment', 'created_at', 'run_id']);
    table.index(
      ['service', 'created_at', 'run_id'],
      'service_changes_newest_idx',
    );
    table.index(['run_id'], 'service_changes_run_idx');
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('service_changes');
};

// It adds a table.
exports.compatibility = 'expand';
