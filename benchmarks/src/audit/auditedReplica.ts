/* eslint-disable @backstage/no-forbidden-package-imports --
 * The record is measured on its own here, and the plugin exports features only. */
import { AuditLog } from '@idp/backstage-plugin-idp-orchestrator-backend/src/audit';
import {
  createDatabaseAuditStore,
  openDatabase,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/database';
import { systemClock } from '@idp/backstage-plugin-idp-orchestrator-backend/src/waiting/systemClock';
import createKnex from 'knex';

/** What a replica that makes audited calls is told by its parent. */
export interface AuditedCallsOptions {
  /** Of a PostgreSQL database. */
  connection: object;
  /** Calls under way at a time. */
  parallel: number;
  durationMs: number;
}

/** The call of somebody who cancels a run, which does nothing here. */
const CALL = {
  act: 'run.cancel',
  by: { kind: 'user', ref: 'user:default/ada' },
  origin: { door: 'rest', via: 'token', address: '127.0.0.1' },
  subject: { kind: 'run', id: '01a21a6b-0000-7000-8000-000000000001' },
  environment: 'production',
  reason: 'measured',
} as const;

/** Backstage's own auditor writes to a log, which is not measured. */
const UNHEARD = { success: async () => {}, fail: async () => {} };

/** Makes audited calls for the time that the parent says; tells how many were made. */
async function makeCalls(options: AuditedCallsOptions): Promise<number> {
  const knex = createKnex({ client: 'pg', connection: options.connection });
  await openDatabase({ getClient: async () => knex });
  const audit = new AuditLog({
    store: createDatabaseAuditStore(knex),
    auditor: { createEvent: async () => UNHEARD },
    clock: systemClock,
    logger: console,
  });
  const told = { isRefusal: () => false, outcome: () => 'it is cancelled' };
  const end = performance.now() + options.durationMs;
  let count = 0;
  const callOn = async () => {
    while (performance.now() < end) {
      await audit.record(CALL, async () => {}, told);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, callOn));
  await knex.destroy();
  return count;
}

process.on('disconnect', () => process.exit(1));
process.on('message', message => {
  // The transform of TypeScript has messages of its own.
  if (!isOptions(message)) return;
  makeCalls(message)
    .then(calls => process.send?.({ calls }, () => process.exit(0)))
    .catch(error => {
      console.error(error);
      process.exit(1);
    });
});

function isOptions(message: unknown): message is AuditedCallsOptions {
  return Object.hasOwn(Object(message), 'connection');
}
