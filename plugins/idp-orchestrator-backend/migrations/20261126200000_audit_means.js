/**
 * How the caller of an entry proved who they are: by a session, a token or a
 * signed link.
 *
 * Cost: adds a column without a value. Entries from before have none, and keep
 * their digests.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    table.string('origin_via', 10).nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    table.dropColumn('origin_via');
  });
};

// A version that does not read this column would take the record for changed.
exports.compatibility = 'breaking';
