/**
 * What a permission policy tells runs apart by and their rows did not hold yet:
 * the risk of the flow, and on whose behalf an agent asked. Lists are filtered
 * by them in the database.
 *
 * Cost: adds two columns with constant defaults and an index of all runs by
 * environment; then one update for each definition that runs were made with.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    // What is not known counts as the most dangerous.
    table.string('risk', 10).notNullable().defaultTo('critical');
    table.string('on_behalf_of', 255).notNullable().defaultTo('');
    table.index(
      ['environment', 'created_at', 'id'],
      'runs_environment_newest_idx',
    );
  });
  for (const { digest, definition } of await knex('flow_definitions')) {
    const { risk } = JSON.parse(definition);
    if (risk) await knex('runs').where('flow_digest', digest).update({ risk });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(
      ['environment', 'created_at', 'id'],
      'runs_environment_newest_idx',
    );
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('risk', 'on_behalf_of');
  });
};

// It adds columns with defaults, of which the highest risk is one.
exports.compatibility = 'expand';
