const UNSUMMED = 'summed_finished_at is distinct from finished_at';

/**
 * How runs and their steps ended, added up by the day, so that statistics of a
 * year read some hundred rows and not all of its runs. Each ending says with
 * which time it is in the sums: one that a version without them wrote, or wrote
 * once more, differs, and is added later.
 *
 * Cost: creates an empty table, adds a nullable column and three indexes of all
 * endings, some 12 MB and half a second for each 100,000. Endings from before
 * are added up little by little after the start, and read one by one until then.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('daily_endings', table => {
    table.integer('day').notNullable().comment('Days since 1970, in UTC');
    table.string('flow_id', 100).notNullable();
    table.string('step_id', 100).notNullable().comment('Empty: the run itself');
    table.string('environment', 100).notNullable();
    table.string('risk', 10).notNullable();
    table.string('status', 30).notNullable();
    table.string('title', 200).notNullable();
    table.integer('ended').notNullable();
    table.integer('attempts').notNullable();
    table.text('durations').notNullable().comment('How often which, JSON');
    table.primary([
      'day',
      'flow_id',
      'step_id',
      'environment',
      'risk',
      'status',
    ]);
  });
  await knex.schema.alterTable('run_endings', table => {
    table
      .bigInteger('summed_finished_at')
      .comment('The finished_at with which it is in the sums of its day');
    table.index(['initiator', 'finished_at'], 'run_endings_initiator_idx');
    table.index(['on_behalf_of', 'finished_at'], 'run_endings_behalf_idx');
  });
  await knex.raw(
    `create index run_endings_unsummed_idx on run_endings (finished_at, run_id) where ${UNSUMMED}`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index run_endings_unsummed_idx');
  await knex.schema.alterTable('run_endings', table => {
    table.dropIndex(['initiator', 'finished_at'], 'run_endings_initiator_idx');
    table.dropIndex(['on_behalf_of', 'finished_at'], 'run_endings_behalf_idx');
  });
  await knex.schema.alterTable('run_endings', table => {
    table.dropColumn('summed_finished_at');
  });
  await knex.schema.dropTable('daily_endings');
};

// It adds a table, a column that may be null, and indexes. A version that does
// not know them counts endings one by one, as before, and leaves new ones to be
// added.
exports.compatibility = 'expand';
