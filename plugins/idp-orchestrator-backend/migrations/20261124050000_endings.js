/**
 * How runs and their steps ended, in narrow rows: what statistics are made of,
 * without reading the state of a hundred thousand runs. A row outlives its
 * run, so that a short retention does not make the figures of a year short.
 *
 * Cost: creates two empty tables. Runs from before are counted little by
 * little after the start; each finished run adds a row, and one for each step.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_endings', table => {
    table.string('run_id', 36).primary();
    table.bigInteger('finished_at').notNullable();
    table.string('flow_id', 100).notNullable();
    table.string('flow_title', 200).notNullable();
    table.string('environment', 100).notNullable();
    table.string('risk', 10).notNullable();
    table.string('initiator', 255).notNullable();
    table.string('on_behalf_of', 255).notNullable();
    table.boolean('dry_run').notNullable();
    table.string('status', 30).notNullable();
    table.bigInteger('duration_ms').notNullable();
    table.index(['finished_at'], 'run_endings_finished_idx');
    table.index(['flow_id', 'finished_at'], 'run_endings_flow_idx');
  });
  await knex.schema.createTable('step_endings', table => {
    table.string('run_id', 36).notNullable();
    table.string('step_id', 100).notNullable();
    table.string('title', 200).notNullable();
    table.string('status', 20).notNullable();
    table.integer('attempts').notNullable();
    table.bigInteger('duration_ms').notNullable();
    table.primary(['run_id', 'step_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('step_endings');
  await knex.schema.dropTable('run_endings');
};

// It adds tables.
exports.compatibility = 'expand';
