/* eslint-disable @backstage/no-forbidden-package-imports --
 * The record is measured on its own here, and the plugin exports features only. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { verifyRecord } from '@idp/backstage-plugin-idp-orchestrator-backend/src/audit/verifyRecord';
import {
  createDatabaseAuditStore,
  openDatabase,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/database';
import createKnex from 'knex';
import type { AuditedCallsOptions } from '../audit/auditedReplica';
import { startPostgresServer } from '../databases/startPostgres';
import { NOTHING, perSecond, type Bar } from '../report/Figure';

const REPLICAS = 3;
const PARALLEL = 100;
const DURATION_MS = 10_000;
const LEAST_PER_SECOND = 2_000;

export const auditedCalls: Bar = {
  number: 21,
  title: `Audited calls of ${REPLICAS} replicas together`,
  async measure() {
    const { connection, stop } = await startPostgresServer();
    const knex = createKnex({ client: 'pg', connection });
    await openDatabase({ getClient: async () => knex });
    const options = {
      connection,
      parallel: PARALLEL,
      durationMs: DURATION_MS,
    };
    const counts = await Promise.all(
      Array.from({ length: REPLICAS }, () => callsOfReplica(options)),
    );
    const calls = counts.reduce((sum, count) => sum + count, 0);
    const verdict = await verifyRecord(createDatabaseAuditStore(knex));
    await knex.destroy();
    await stop();
    const rate = (calls / DURATION_MS) * 1_000;
    const isWhole = verdict.whole && verdict.checked === calls;
    return [
      {
        what: `calls written as begun and as ended, PostgreSQL; one chain of them`,
        ours: `${perSecond(rate, 'calls')}; ${isWhole ? 'whole' : 'broken'}`,
        peer: NOTHING,
        ratio: NOTHING,
        bar: `≥ ${perSecond(LEAST_PER_SECOND, 'calls')}; whole`,
        met: isWhole && rate >= LEAST_PER_SECOND,
      },
    ];
  },
};

/** The number of calls that a process of its own makes. */
async function callsOfReplica(options: AuditedCallsOptions): Promise<number> {
  const replica = fork(
    path.join(path.dirname(__filename), '..', 'audit', 'auditedReplica.ts'),
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  let calls: number | undefined;
  replica.on('message', message => {
    // The transform of TypeScript has messages of its own.
    ({ calls } = { calls, ...(message as { calls?: number }) });
  });
  replica.send(options);
  const [code] = await once(replica, 'exit');
  if (calls !== undefined) return calls;
  throw new Error(`A replica ended by itself, with code ${code}`);
}
