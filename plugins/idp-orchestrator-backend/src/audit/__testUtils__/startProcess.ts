import createKnex from 'knex';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import {
  createDatabaseAuditStore,
  createDatabaseRunStore,
  openDatabase,
} from '../../database';
import { systemClock } from '../../waiting/systemClock';
import { AuditLog } from '../AuditLog';

const UNHEARD = { success: async () => {}, fail: async () => {} };

/** Makes a run by a call that opens itself, and is killed as soon as that is committed. */
async function startAndDie(): Promise<void> {
  const knex = createKnex(JSON.parse(process.argv[2]));
  await openDatabase({ getClient: async () => knex });
  const runs = createDatabaseRunStore(knex, systemClock);
  const log = new AuditLog({
    store: createDatabaseAuditStore(knex),
    auditor: { createEvent: async () => UNHEARD },
    clock: systemClock,
    logger: console,
  });
  const act: Parameters<AuditLog['record']>[1] = async opening => {
    const newRun = newRunOf(flowOf([{ id: 'one' }]));
    await opening?.carriedBy(call => runs.create({ ...newRun, opening: call }));
    process.kill(process.pid, 'SIGKILL');
  };
  await log.record(
    {
      act: 'run.start',
      by: { kind: 'user', ref: 'user:default/ada' },
      origin: { door: 'rest' },
    },
    act,
    { isRefusal: () => false, outcome: () => 'done', opensItself: true },
  );
}

process.once('disconnect', () => process.exit());
startAndDie().catch(error => {
  console.error(error);
  process.exit(1);
});
