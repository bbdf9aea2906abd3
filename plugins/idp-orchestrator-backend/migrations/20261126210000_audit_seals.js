/**
 * Seals of the audit record: signatures of the digest at its end, made with a
 * key that is not in the database. A seal is told outside, so events of the
 * outbox may be about one.
 *
 * Cost: adds an empty table and a column without a value. Entries from before
 * are sealed little by little after the start.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_seals', table => {
    table.integer('number').primary().comment('The entry that it is of');
    table.string('digest', 64).notNullable();
    table.bigInteger('at').notNullable();
    table.string('key_id', 40).notNullable();
    table.string('signature', 100).notNullable().comment('Base64');
  });
  await knex.schema.alterTable('news', table => {
    table.text('seal').nullable().comment('JSON: a seal of the audit record');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('news', table => {
    table.dropColumn('seal');
  });
  await knex.schema.dropTable('audit_seals');
};

// It adds a table and a column that may be null.
exports.compatibility = 'expand';
