/**
 * Links by which a step is answered: what each is good for, and until when.
 * The key that signs them is in the configuration, so the table of keys goes.
 *
 * Cost: drops a table of one row and adds an empty one. Links that were made
 * before are good for nothing any more; whoever needs one makes another.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('shared_secrets');
  await knex.schema.createTable('approval_links', table => {
    table.comment('Links that answer a step in the name of their makers');
    table.string('id', 36).primary();
    table.string('run_id', 36).notNullable();
    table.string('key_id', 40).notNullable();
    table.text('terms').notNullable().comment('JSON, covered by the signature');
    table.bigInteger('expires_at').notNullable().index();
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
    table.index('run_id');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('approval_links');
  await knex.schema.createTable('shared_secrets', table => {
    table.string('name', 100).primary();
    table.string('value', 200).notNullable();
  });
};

// It drops the table in which versions before look for their key.
exports.compatibility = 'breaking';
