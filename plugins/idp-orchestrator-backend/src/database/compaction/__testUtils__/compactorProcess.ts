import createKnex from 'knex';
import { openDatabase } from '../../openDatabase';
import { compactAll, expandAll } from './finishedRuns';

/** Compacts the runs of a database and expands them again, without end: to be killed at it. */
async function compactForEver(): Promise<void> {
  const knex = createKnex(JSON.parse(process.argv[2]));
  await openDatabase({ getClient: async () => knex });
  process.send?.({ isAtIt: true });
  for (;;) {
    await compactAll(knex);
    await expandAll(knex);
  }
}

process.once('disconnect', () => process.exit());
compactForEver().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
