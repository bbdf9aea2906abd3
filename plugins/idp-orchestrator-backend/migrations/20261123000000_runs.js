/**
 * Runs, their events and their logs.
 *
 * A run's row holds what it is found and claimed by, and its folded state, so
 * that reading one is one row. Events and log chunks share one numbering
 * (`seq`), which is also the cursor of whoever watches. Times are
 * milliseconds since 1970, the same on SQLite and PostgreSQL.
 *
 * Cost: creates tables only.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('flow_definitions', table => {
    table.comment('Definitions that runs were made with, by their SHA-256');
    table.string('digest', 64).primary();
    table.text('definition').notNullable();
  });

  await knex.schema.createTable('runs', table => {
    table.string('id', 36).primary();
    table.string('flow_id', 100).notNullable();
    table.string('flow_digest', 64).notNullable();
    table.string('environment', 100).notNullable();
    table.string('status', 30).notNullable();
    table.string('initiator', 255).notNullable();
    table.string('idempotency_key', 512).nullable().unique();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('finished_at').nullable();
    table.integer('last_seq').notNullable();
    table.text('state').notNullable().comment('The folded run, JSON');
    table.integer('ticket').notNullable().defaultTo(0);
    table.string('worker', 512).nullable();
    table.bigInteger('lease_until').notNullable().defaultTo(0);
    table.index(['created_at', 'id'], 'runs_newest_idx');
    table.index(['flow_id', 'created_at', 'id'], 'runs_flow_idx');
    table.index(['finished_at', 'lease_until'], 'runs_claimable_idx');
  });

  await knex.schema.createTable('run_events', table => {
    table.string('run_id', 36).notNullable();
    table.integer('seq').notNullable();
    table.bigInteger('at').notNullable();
    table.text('fact').notNullable().comment('JSON');
    table.primary(['run_id', 'seq']);
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });

  await knex.schema.createTable('run_log_chunks', table => {
    table.string('run_id', 36).notNullable();
    table.integer('seq').notNullable();
    table.bigInteger('at').notNullable();
    table.string('step_id', 100).notNullable();
    table.integer('attempt').notNullable();
    table.string('stream', 6).notNullable();
    table.integer('first_line').notNullable();
    table.integer('line_count').notNullable();
    table.bigInteger('end_offset').notNullable();
    table.text('text').notNullable().comment('Masked lines, joined by \\n');
    table.primary(['run_id', 'seq']);
    table.index(
      ['run_id', 'step_id', 'attempt', 'first_line'],
      'run_log_chunks_lines_idx',
    );
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_log_chunks');
  await knex.schema.dropTable('run_events');
  await knex.schema.dropTable('runs');
  await knex.schema.dropTable('flow_definitions');
};

// It is the first.
exports.compatibility = 'expand';
