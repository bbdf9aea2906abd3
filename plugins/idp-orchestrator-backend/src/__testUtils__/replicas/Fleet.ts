import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isRunFinished,
  type FeedEntry,
  type OccurrenceOutcome,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Knex } from 'knex';
import { createDatabaseRunStore, PostgresSession } from '../../database';
import { RunAnnouncer } from '../../dispatch/RunAnnouncer';
import { systemClock } from '../../waiting/systemClock';
import type { RunStore } from '../../ports';
import {
  postgres,
  type TestDatabaseKind,
  type TestPostgres,
} from '../databases';
import { newRunOf } from '../flows';
import { createScriptsFolder } from '../scriptsFolder';
import { REPLICA_FLOWS } from './flows';
import { Replica } from './Replica';

/**
 * Takes a lock that only one process can have, and tells when it cannot. One
 * whose holder was ended before it gave the lock back is free.
 */
const exclusively = (work: string) => `
lock="$FOLDER/locks/$IDP_RUN_ID.$IDP_STEP_ID"
if [ -f "$lock/pid" ] && ! kill -0 "$(cat "$lock/pid")"; then rm -r "$lock"; fi
if mkdir "$lock"; then
  echo $$ > "$lock/pid"
else
  echo "$IDP_RUN_ID $IDP_STEP_ID $IDP_ATTEMPT" >> "$FOLDER/violations"
  exit 99
fi
echo "$IDP_RUN_ID $IDP_STEP_ID $IDP_ATTEMPT" >> "$FOLDER/effects"
${work}
rm -r "$lock"`;

const SCRIPTS = {
  work: {
    bash: exclusively(
      'for n in 1 2 3; do echo "line $n"; sleep 0.$((RANDOM % 3 + 1)); done',
    ),
  },
  tidy: {
    bash: `
trap 'echo tidying; sleep 0.5; echo "$IDP_RUN_ID" >> "$FOLDER/tidied"; echo tidy; exit 0' TERM
for n in $(seq 1 5); do echo "line $n"; done
[ "$IDP_ATTEMPT" = 1 ] || exit 0
for n in $(seq 1 300); do sleep 0.1; done`,
  },
  lines: {
    bash: exclusively(
      'for n in $(seq 1 "$3"); do echo "line $n"; sleep 0.1; done',
    ),
    entry: { parameters: { count: { type: 'integer' } } },
  },
};

/** Jest's is not there in a drill. */
const SILENT: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT,
};

function isServer(database: TestDatabaseKind): database is TestPostgres {
  return 'interrupt' in database;
}

/** A row of the ledger; PostgreSQL gives big integers as strings. */
export interface LedgerRow {
  dueAt: string;
  outcome: OccurrenceOutcome;
  runId: string | null;
}

export interface ScheduledRun {
  id: string;
  /** The schedule and the due time. */
  key: string;
  finishedAt: string | null;
}

interface FleetParts {
  database: TestDatabaseKind;
  knex: Knex;
  folder: string;
  scripts: { directory: string; remove(): Promise<void> };
}

/** Several replicas on one PostgreSQL, or one on a file of SQLite, and what their scripts did. */
export class Fleet {
  readonly #replicas: Replica[] = [];
  readonly store: RunStore;
  readonly #session: PostgresSession | undefined;
  readonly #announcer: RunAnnouncer | undefined;

  private constructor(private readonly parts: FleetParts) {
    const { knex, database } = parts;
    const logger = SILENT;
    this.store = createDatabaseRunStore(knex, systemClock);
    if (database.name === 'SQLite') return;
    this.#session = new PostgresSession({
      knex,
      worker: 'test',
      clock: systemClock,
      logger,
      onAbsent: () => {},
    });
    this.#announcer = new RunAnnouncer(this.#session);
  }

  static async create(database: TestDatabaseKind = postgres()): Promise<Fleet> {
    await database.start();
    const knex = await database.create();
    const folder = await mkdtemp(path.join(tmpdir(), 'idp-fleet-'));
    await mkdir(path.join(folder, 'locks'));
    const scripts = await createScriptsFolder(SCRIPTS);
    const fleet = new Fleet({ database, knex, folder, scripts });
    await fleet.#session?.start();
    return fleet;
  }

  /** `engine` is that section of the configuration; a `hostName` of its own also gets a spool of its own. */
  async startReplica(
    engine: { hostName?: string } & JsonObject = {},
    options: { isFirst?: boolean } = {},
  ): Promise<Replica> {
    const { database, knex, scripts, folder } = this.parts;
    const spool = `spool-${engine.hostName ?? 'shared'}`;
    const config = {
      scriptsDirectory: scripts.directory,
      spoolDirectory: path.join(folder, spool),
      environments: { development: { variables: { FOLDER: folder } } },
      engine,
    };
    const request = { database: database.connectionOf(knex), config };
    const replica = await Replica.start(request, options);
    this.#replicas.push(replica);
    return replica;
  }

  /** A run that nobody announced. */
  async createRun(flowId: string): Promise<string> {
    const source = REPLICA_FLOWS.find(({ id }) => id === flowId);
    if (!source) throw new Error(`No flow ${flowId}`);
    const { run } = await this.store.create(newRunOf(defineFlow(source)));
    return run.id;
  }

  /** As a replica that answers requests makes one. */
  async announceRun(flowId: string): Promise<string> {
    const runId = await this.createRun(flowId);
    this.#announcer?.announce();
    return runId;
  }

  /** Runs that a replica works on now. */
  listRunsOf({ workerPattern }: Replica): Promise<string[]> {
    return this.parts
      .knex('runs')
      .where('worker', 'like', workerPattern)
      .whereNull('finished_at')
      .pluck('id');
  }

  async finished(runIds: string[]): Promise<Run[]> {
    const runs = new Map<string, Run>();
    while (runs.size < runIds.length) {
      for (const id of runIds.filter(one => !runs.has(one))) {
        const run = await this.#get(id);
        if (run && isRunFinished(run)) runs.set(id, run);
      }
      await sleep(100);
    }
    return [...runs.values()];
  }

  /** All that was recorded of a run. */
  readFeed(runId: string): Promise<FeedEntry[]> {
    return this.store.readFeed(runId, { after: 0, limit: 10_000 });
  }

  /** The lines of a step, in the order in which they were stored. */
  async readLines(runId: string, stepId: string): Promise<string[]> {
    const range = { runId, stepId, from: 1, to: 10_000 };
    return (await this.store.readLog(range)).items.map(({ text }) => text);
  }

  /** Waits until a run is so. */
  async until(runId: string, condition: (run: Run) => boolean): Promise<Run> {
    for (;;) {
      const run = await this.#get(runId);
      if (run && condition(run)) return run;
      await sleep(20);
    }
  }

  /** `run step attempt`, once for each start of a script. */
  readEffects(): Promise<string[]> {
    return this.#readLines('effects');
  }

  /** The runs whose scripts have put things in order. */
  readTidied(): Promise<string[]> {
    return this.#readLines('tidied');
  }

  /** Starts of a script beside another one of its step. */
  readViolations(): Promise<string[]> {
    return this.#readLines('violations');
  }

  /** What became of the due times of a schedule, the earliest first. */
  readLedger(scheduleId: string): Promise<LedgerRow[]> {
    return this.parts
      .knex('schedule_occurrences as o')
      .where({ schedule_id: scheduleId })
      .orderBy('due_at')
      .select('due_at as dueAt', 'outcome', 'run_id as runId');
  }

  /** The runs that schedules have started, by what they were due for. */
  listScheduledRuns(): Promise<ScheduledRun[]> {
    return this.parts
      .knex('runs')
      .where('idempotency_key', 'like', 'schedule:%')
      .select('id', 'idempotency_key as key', 'finished_at as finishedAt');
  }

  interruptDatabase(ms: number): Promise<void> {
    const { database } = this.parts;
    if (!isServer(database)) throw new Error('A file does not go away');
    return database.interrupt(ms);
  }

  /** No replica, and no trace of a script. */
  async clear(): Promise<void> {
    await Promise.all(this.#replicas.splice(0).map(replica => replica.kill()));
    for (const name of ['effects', 'violations', 'tidied']) {
      await rm(path.join(this.parts.folder, name), { force: true });
    }
  }

  async remove(): Promise<void> {
    await this.clear();
    await this.#announcer?.flush();
    await this.#session?.stop();
    await this.parts.database.stop();
    await this.parts.scripts.remove();
    await rm(this.parts.folder, {
      recursive: true,
      force: true,
      maxRetries: 5,
    });
  }

  /** The database may be away now. */
  #get(runId: string): Promise<Run | undefined> {
    return this.store.get(runId).catch(() => undefined);
  }

  async #readLines(name: string): Promise<string[]> {
    const text = await readFile(
      path.join(this.parts.folder, name),
      'utf8',
    ).catch(() => '');
    return text.split('\n').filter(Boolean);
  }
}
