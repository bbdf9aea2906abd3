/**
 * Events of the outbox may be about a schedule: that it stopped by itself, or
 * that something was due and did not begin.
 *
 * Cost: a column without a value.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('news', table => {
    table.text('schedule').nullable().comment('JSON: what to tell of one');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('news', table => {
    table.dropColumn('schedule');
  });
};

// It adds a column that may be null; an older version leaves out what has one.
exports.compatibility = 'expand';
