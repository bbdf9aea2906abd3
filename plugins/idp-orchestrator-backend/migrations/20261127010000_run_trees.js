/**
 * The run at the top of the tree that a run stands in, so that the runs of a tree
 * can be counted before another one is added.
 *
 * Cost: adds an empty column, and an index of the runs that have it; no row is
 * rewritten.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .string('root_id', 36)
      .nullable()
      .comment('The run at the top of its tree, where a step started it');
  });
  await knex.raw(
    'create index runs_root_id on runs (root_id) where root_id is not null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index runs_root_id');
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('root_id');
  });
};

// Runs that an older version starts are not counted.
exports.compatibility = 'expand';
