/**
 * The record of what was asked for and what came of it: entries that each
 * carry the digest of the one before, the end of that chain, and the calls
 * that are under way.
 *
 * An entry is kept in columns, each value once, so that all of a row is
 * covered by its digest. Times are milliseconds since 1970.
 *
 * Cost: creates tables only.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_entries', table => {
    table.integer('number').primary();
    table.bigInteger('at').notNullable();
    table.string('act', 50).notNullable();
    table.string('outcome', 10).notNullable();
    table.string('by_kind', 10).notNullable();
    table.text('by_ref').notNullable();
    table.text('by_on_behalf_of').nullable();
    table.text('by_conversation').nullable();
    table.string('origin_door', 20).notNullable();
    table.text('origin_address').nullable();
    table.text('origin_user_agent').nullable();
    table.string('subject_kind', 20).nullable();
    table.text('subject_id').nullable();
    table.text('environment').nullable();
    table.string('input_digest', 64).nullable();
    table.text('reason').nullable();
    table.text('result').nullable();
    table.string('previous_digest', 64).notNullable();
    table.string('digest', 64).notNullable();
    table.index(['at'], 'audit_entries_at_idx');
    table.index(['subject_id', 'number'], 'audit_entries_subject_idx');
    table.index(['by_ref', 'number'], 'audit_entries_by_idx');
  });
  await knex.schema.createTable('audit_end', table => {
    table.comment('One row: where the next entry is added, and who adds it');
    table.integer('id').primary();
    table.integer('number').notNullable();
    table.string('digest', 64).notNullable();
  });
  await knex('audit_end').insert({ id: 1, number: 0, digest: '0'.repeat(64) });
  await knex.schema.createTable('audit_open', table => {
    table.comment('Calls that are under way, or were when their process ended');
    table.string('id', 36).primary();
    table.bigInteger('opened_at').notNullable().index();
    table.text('call').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_open');
  await knex.schema.dropTable('audit_end');
  await knex.schema.dropTable('audit_entries');
};

// A version without the record would do what is not in it.
exports.compatibility = 'breaking';
