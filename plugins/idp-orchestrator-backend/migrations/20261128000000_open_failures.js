/**
 * Finds failed runs that nobody has dealt with, and runs by what they did.
 *
 * Cost: two columns, one index of the few that are open, and one of all that
 * succeeded, some 9 MB and half a second for each 100,000. Runs from before
 * have no title, and those that failed are not listed as open.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.string('title', 200).comment('What it does, for people');
    table
      .bigInteger('open_since')
      .comment('When it failed, where nobody has retried or dismissed it');
  });
  await knex.raw(
    'create index runs_open_idx on runs (created_at, id) where open_since is not null',
  );
  await knex.raw(
    "create index runs_done_idx on runs (flow_id, environment, title, created_at) where status in ('succeeded', 'succeeded-with-warnings') and root_id is null",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropIndex([], 'runs_open_idx');
    table.dropIndex([], 'runs_done_idx');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('title', 'open_since');
  });
};

// Runs that an older version starts have no title, and are not open when they fail.
exports.compatibility = 'expand';
