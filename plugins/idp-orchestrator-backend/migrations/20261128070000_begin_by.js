/**
 * Until when a run has to have begun that a schedule with a deadline has made.
 *
 * Cost: one column of the ledger, and an index of the few that have it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('schedule_occurrences', table => {
    table
      .bigInteger('begin_by')
      .comment('Null where it has begun, or may begin at any time');
  });
  await knex.raw(
    'create index schedule_begin_by_idx on schedule_occurrences (begin_by) where begin_by is not null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index schedule_begin_by_idx');
  await knex.schema.alterTable('schedule_occurrences', table => {
    table.dropColumns('begin_by');
  });
};

// An older version leaves it null, and lets such runs wait.
exports.compatibility = 'expand';
