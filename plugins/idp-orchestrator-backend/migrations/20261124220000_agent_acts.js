/**
 * What agents did of late: dry runs and plans, which a start by an agent may
 * be required to follow, and starts, which are counted against a budget. The
 * runs alone do not tell: plans leave none, and a budget must not be overdrawn
 * by processes that count at the same time. Times are milliseconds since 1970.
 *
 * Cost: creates tables only. Without them agents begin with a full budget and
 * have to try out what they start once more.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('agent_looks', table => {
    table.comment('What an agent tried out or had planned');
    table.string('id', 36).primary();
    table.text('agent').notNullable();
    table.string('digest', 64).notNullable();
    table.bigInteger('at').notNullable().index();
    table.string('run_id', 36).nullable();
    table.index(['digest', 'at'], 'agent_looks_digest_idx');
  });
  await knex.schema.createTable('agent_starts', table => {
    table.comment('Starts by agents of a user or service');
    table.string('id', 36).primary();
    table.text('principal').notNullable();
    table.bigInteger('at').notNullable().index();
    table.index(['principal', 'at'], 'agent_starts_principal_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('agent_starts');
  await knex.schema.dropTable('agent_looks');
};

// A version without budgets would overdraw them.
exports.compatibility = 'breaking';
