const INDEXES = [
  ['outcome', 'audit_entries_outcome_idx'],
  ['environment', 'audit_entries_environment_idx'],
];

/**
 * Finds entries of the audit record by outcome and by environment, newest
 * first, however few there are: these filters read the whole record before.
 *
 * Cost: two indexes of all entries, some 4 MB for each 100,000.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    for (const [column, name] of INDEXES) {
      table.index([column, 'number'], name);
    }
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_entries', table => {
    for (const [column, name] of INDEXES) {
      table.dropIndex([column, 'number'], name);
    }
  });
};

// It adds indexes.
exports.compatibility = 'expand';
