/**
 * What runs did to services, what is wanted of each service, and since when it
 * is as it is. What is wanted stays when its run is removed.
 *
 * Cost: three columns and an index of `service_changes`, of which each row is
 * written once; three columns of `service_health`, a row for each service; and
 * an empty table. What runs from before were to touch counts as touched.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('service_changes', table => {
    table
      .bigInteger('touched_at')
      .comment('When a step of the run touched it last; null while none did');
    table.string('step_id', 255).comment('That step');
    table.string('what', 500).comment('What it did, for people');
  });
  await knex('service_changes').update({ touched_at: knex.ref('created_at') });
  await knex.raw(
    'create index service_changes_touched_idx on service_changes (service, environment, touched_at, run_id) where touched_at is not null',
  );
  await knex.schema.createTable('service_wanted', table => {
    table.comment('What was last wanted of each service');
    table.string('environment', 100).notNullable();
    table.string('service', 100).notNullable();
    table.string('state', 10).notNullable().comment('running or stopped');
    table.bigInteger('since').notNullable();
    table.string('run_id', 36).notNullable();
    table.string('step_id', 255).notNullable();
    table.text('initiator').notNullable().comment('JSON');
    table.text('reason');
    table.bigInteger('until').comment('Until when it is to be stopped');
    table.primary(['environment', 'service']);
  });
  await knex.schema.alterTable('service_health', table => {
    table
      .bigInteger('changed_at')
      .comment('When it came to its status; null where nobody saw that');
    table.bigInteger('up_at').comment('When it was last seen to answer');
    table
      .string('told_status', 10)
      .comment('The status that was told last; null: the status');
  });
  await knex('service_health').update({
    changed_at: knex('service_health_history as entry')
      .max('at')
      .whereRaw('entry.environment = service_health.environment')
      .whereRaw('entry.service = service_health.service')
      .where('entry.kind', 'change'),
    up_at: knex('service_health_history as entry')
      .max('at')
      .whereRaw('entry.environment = service_health.environment')
      .whereRaw('entry.service = service_health.service')
      .whereIn('entry.status', ['healthy', 'degraded']),
    told_status: knex.ref('status'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('service_health', table => {
    table.dropColumns('changed_at', 'up_at', 'told_status');
  });
  await knex.schema.dropTable('service_wanted');
  await knex.raw('drop index service_changes_touched_idx');
  await knex.schema.alterTable('service_changes', table => {
    table.dropColumns('touched_at', 'step_id', 'what');
  });
};

// It adds a table, and columns that may be null. Runs that an older version
// works on touch nothing, and what it sees change is told once more.
exports.compatibility = 'expand';
