/**
 * What a start was, as far as the audit record did not say yet: whether it was
 * a dry run, and the highest risk of all that it would do.
 *
 * Cost: adds two columns without a value. Entries from before have none, and
 * keep their digests.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    // A text, so that what is read is exactly what the digest was made of.
    table.string('dry_run', 5).nullable();
    table.string('risk', 10).nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    table.dropColumns('dry_run', 'risk');
  });
};

// A version that does not read these columns would take the record for changed.
exports.compatibility = 'breaking';
