/**
 * Schedules, and a ledger of what became of each of their due times.
 *
 * Cost: two empty tables.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('schedules', table => {
    table.comment('What is started at its times');
    table.string('id', 50).primary();
    table
      .integer('revision')
      .notNullable()
      .comment('Counts changes that people make');
    table.text('definition').notNullable().comment('JSON');
    table.text('consent').notNullable().comment('JSON: the rights of its runs');
    table.string('state', 20).notNullable();
    table.text('state_detail').notNullable().comment('JSON');
    table.text('outlook').notNullable().comment('JSON: what would come of it');
    table.bigInteger('reviewed_at').notNullable().comment('When that was seen');
    table
      .bigInteger('cursor_at')
      .notNullable()
      .comment('All due times up to here are decided');
    table
      .bigInteger('next_at')
      .comment('When the next one is started; null when none is');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.text('created_by').notNullable().comment('JSON');
    table.index(['next_at']);
    table.index(['reviewed_at']);
  });
  await knex.schema.createTable('schedule_occurrences', table => {
    table.comment('One row for each due time; stays when the schedule goes');
    table.string('schedule_id', 50).notNullable();
    table.bigInteger('due_at').notNullable();
    table.string('outcome', 20).notNullable();
    table.text('because');
    table.string('run_id', 36);
    table.text('definition').comment('JSON, until it is decided');
    table.string('claimed_by', 300);
    table.bigInteger('claimed_at');
    table.bigInteger('decided_at');
    table.primary(['schedule_id', 'due_at']);
    table.index(['due_at']);
  });
  await knex.raw(
    "create index schedule_undecided_idx on schedule_occurrences (due_at) where outcome in ('starting', 'waiting')",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('schedule_occurrences');
  await knex.schema.dropTable('schedules');
};

// It adds tables only, which an older version does not look at.
exports.compatibility = 'expand';
