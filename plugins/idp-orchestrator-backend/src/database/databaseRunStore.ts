import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { Clock, RunStore } from '../ports';
import { appendEntries } from './operations/appendEntries';
import { appendUnclaimed } from './operations/appendUnclaimed';
import {
  claimRun,
  listClaimable,
  listHolders,
  listInterrupted,
  releaseAll,
  releaseRun,
  renewLeases,
  type WorkerTraits,
} from './operations/claimRuns';
import { countBelow } from './operations/countBelow';
import { EntryGatherer } from './operations/EntryGatherer';
import { createRun, findByKey } from './operations/createRun';
import { countRuns, listRuns } from './operations/list/listRuns';
import { readFeed } from './operations/readFeed';
import { readLog, readLogPosition } from './operations/readLog';
import { findKnown, removeRuns } from './operations/removeRuns';
import { readAuthority, writeAuthority } from './operations/runAuthority';
import { readQueuePlace } from './operations/runLocks';
import { readTraits } from './operations/runTraits';
import { listLastRuns } from './operations/list/lastRuns';
import { listLastChanges } from './operations/serviceChanges';
import { readRun } from './operations/readRuns';
import type { RunRow } from './rows';
import { StoredDefinitions } from './StoredDefinitions';
import { sharedWriter } from './writes';

/**
 * Keeps runs in SQLite or PostgreSQL; each operation is a file of its own.
 * `traits` are those of this process, and decide which runs it may take.
 */
export function createDatabaseRunStore(
  knex: Knex,
  clock: Clock,
  traits: WorkerTraits = { labels: [] },
): RunStore {
  const writer = sharedWriter(knex);
  const gatherer = new EntryGatherer(writer);
  const definitions = new StoredDefinitions(knex);
  return guardPort(knex, {
    create: (run, lease) =>
      createRun({ writer, definitions }, run, lease && { ...lease, ...traits }),
    claim: (runId, { worker, until }) => {
      const lease = { worker, until, now: clock.now(), labels: traits.labels };
      return claimRun(writer, definitions, { runId, lease });
    },
    renewLeases: (lease, runIds) => renewLeases(knex, lease, runIds),
    release: (claim, rest) => releaseRun(knex, claim, rest),
    releaseAll: holder => releaseAll(knex, holder),
    listClaimable: (now, limit) => listClaimable(knex, { now, limit, traits }),
    listInterrupted: now => listInterrupted(knex, now, traits),
    listHolders: () => listHolders(knex),
    append: (claim, run, entries) =>
      appendEntries(
        { writer, gatherer },
        { claim, run, entries, now: clock.now() },
      ),
    appendUnclaimed: (runId, decide) =>
      appendUnclaimed(writer, { runId, decide, now: clock.now() }),
    async get(runId) {
      const row = await knex<RunRow>('runs').where({ id: runId }).first();
      return row && readRun(knex, row);
    },
    findByKey: key => findByKey(knex, key),
    countBelow: root => countBelow(knex, root),
    getAuthority: runId => readAuthority(knex, runId),
    setAuthority: (runId, authority) => writeAuthority(knex, runId, authority),
    getTraits: runId => readTraits(knex, runId),
    async getDefinition(runId) {
      const row = await knex<RunRow>('runs').where({ id: runId }).first();
      return row && definitions.read(row.flow_digest);
    },
    remove: (rule, signal) => removeRuns(knex, rule, signal),
    findKnown: runIds => findKnown(knex, runIds),
    queuePlace: runId => readQueuePlace(knex, runId, clock.now()),
    list: (filter, page) => listRuns(knex, filter, page),
    count: filter => countRuns(knex, filter),
    listLastChanges: (environment, services) =>
      listLastChanges(knex, environment, services),
    listLastRuns: (flows, within) => listLastRuns(knex, flows, within),
    readFeed: (runId, range) => readFeed(knex, runId, range),
    readLog: range => readLog(knex, range),
    logPosition: (runId, stepId, attempt) =>
      readLogPosition(knex, { runId, stepId, attempt }),
  });
}
