/**
 * Runs that wait without a worker, locks between runs, and who comes first.
 *
 * Cost: adds columns with constant defaults, an index on unfinished runs of a
 * lock, and an empty table; no row is rewritten.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .bigInteger('wake_at')
      .notNullable()
      .defaultTo(0)
      .comment('No worker is needed before this time (ms since 1970)');
    table.string('lock_key', 300).nullable();
    table.integer('priority').notNullable().defaultTo(0);
    table.index(['lock_key', 'finished_at'], 'runs_lock_idx');
  });
  await knex.schema.createTable('run_locks', table => {
    table.comment('Which run holds a lock; gone when that run is over');
    table.string('key', 300).primary();
    table.string('run_id', 36).notNullable();
    table.bigInteger('since').notNullable();
    table.index(['run_id'], 'run_locks_run_idx');
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_locks');
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['lock_key', 'finished_at'], 'runs_lock_idx');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('wake_at', 'lock_key', 'priority');
  });
};

// A version that knows no locks would run side by side what must not.
exports.compatibility = 'breaking';
