/**
 * How services were, over time: each change of state, and a sample each hour,
 * so that a month of a quiet service is 720 narrow rows. `service_health` holds
 * the state seen last, which a change is told from, and by whose row one of
 * several processes gets to record it.
 *
 * Cost: creates two empty tables only.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('service_health', table => {
    table.comment('The state in which each service was seen last');
    table.string('environment', 100).notNullable();
    table.string('service', 255).notNullable();
    table.string('status', 10).notNullable();
    table.bigInteger('sampled_at').notNullable();
    table.primary(['environment', 'service']);
  });
  await knex.schema.createTable('service_health_history', table => {
    table.string('environment', 100).notNullable();
    table.string('service', 255).notNullable();
    table.bigInteger('at').notNullable();
    table.string('kind', 6).notNullable().comment('change or sample');
    table.string('status', 10).notNullable();
    table.integer('score').nullable();
    table.text('reason').nullable();
    table.primary(['environment', 'service', 'at', 'kind']);
    table.index(['at'], 'service_health_history_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('service_health_history');
  await knex.schema.dropTable('service_health');
};

// It adds tables.
exports.compatibility = 'expand';
