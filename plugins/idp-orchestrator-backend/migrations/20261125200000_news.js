/**
 * What is to be told outside. News is written in the commit of what happened;
 * deliveries are made of it, one for each receiver that wants it, and kept
 * with how they went. Times are milliseconds since 1970.
 *
 * Cost: creates tables only. What happened before is told to nobody.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('news', table => {
    table.comment('What happened, until deliveries are made of it');
    table.string('id', 80).primary();
    table.bigInteger('at').notNullable().index();
    table.string('run_id', 36).nullable();
    table.integer('seq').nullable().comment('The event of the run');
    table.text('change').nullable().comment('JSON: the change of a service');
  });
  await knex.schema.createTable('deliveries', table => {
    table.string('id', 200).primary();
    table.string('news_id', 80).notNullable();
    table.string('receiver', 100).notNullable();
    table.string('type', 60).notNullable();
    table.bigInteger('at').notNullable();
    table.text('body').notNullable().comment('JSON, the same each time');
    table.string('state', 10).notNullable();
    table.integer('attempts').notNullable();
    table.bigInteger('next_at').notNullable();
    table.bigInteger('finished_at').nullable();
    table.integer('http_status').nullable();
    table.text('error').nullable();
    table.index(['receiver', 'state', 'next_at'], 'deliveries_due_idx');
    table.index(['at', 'id'], 'deliveries_at_idx');
  });
  await knex.schema.createTable('webhook_stops', table => {
    table.comment('Webhooks whose receiver said that it is gone');
    table.string('webhook', 100).primary();
    table.string('url_digest', 64).notNullable();
    table.bigInteger('at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_stops');
  await knex.schema.dropTable('deliveries');
  await knex.schema.dropTable('news');
};

// It adds tables.
exports.compatibility = 'expand';
