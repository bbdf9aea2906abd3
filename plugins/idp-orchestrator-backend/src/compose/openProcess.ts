import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { HostIdentity } from '@idp/backstage-plugin-idp-orchestrator-common';
import { identifySpool } from '../bridge';
import type { EngineConfig } from '../config/blocks';
import {
  createWorkerRegistry,
  DatabaseFileWatch,
  isSqlite,
  openDatabase,
  sqliteFileOf,
} from '../database';
import { identifyHost, identifyWorker, WorkerHeartbeat } from '../dispatch';
import { createAttemptHost, type AttemptHost } from '../engine';
import type { KeyRing } from '../keys';
import type { Clock, WorkerRegistry } from '../ports';
import { Installation, type FoundProblem } from '../setup';

/** The plugin's own database, as every part of the database room takes it. */
export type PluginDatabase = Awaited<ReturnType<typeof openDatabase>>;

export interface ProcessOptions {
  config: EngineConfig;
  /** The folder in which the bridge of this process keeps attempts. */
  spoolDirectory: string;
  database: DatabaseService;
  clock: Clock;
  logger: LoggerService;
  /** The keys that what is typed into secret fields is encrypted with. */
  keys: KeyRing;
  /** What was found to be wrong with this backend before, told with what is found here. */
  foundProblems?: FoundProblem[];
}

/** Names this process, opens what it keeps, and reports it to the others that use the database. */
export async function openProcess(options: ProcessOptions) {
  const [identity, opened] = await Promise.all([
    identifyProcess(options),
    openFiles(options),
  ]);
  const { workers, knex } = opened;
  const heartbeat = await startHeartbeat(options, { identity, workers, knex });
  return { identity, opened, heartbeat };
}

async function openFiles(options: ProcessOptions) {
  const { database, spoolDirectory, clock, logger, keys } = options;
  const { foundProblems = [] } = options;
  const knex = await openDatabase(database, logger);
  const databaseFile = sqliteFileOf(knex);
  const workers = createWorkerRegistry(knex);
  const installation = new Installation({
    files: { spoolDirectory, databaseFile },
    hasKeys: !keys.isEmpty,
    foundProblems,
    workers,
    clock,
  });
  const fileWatch =
    databaseFile &&
    new DatabaseFileWatch({ knex, file: databaseFile, clock, logger });
  if (fileWatch) await fileWatch.start();
  return { knex, fileWatch: fileWatch || undefined, workers, installation };
}

/**
 * The names of this process and its host among those that use the database, and
 * the place of its attempts.
 */
export interface ProcessIdentity {
  host: HostIdentity;
  worker: string;
  attemptHost: AttemptHost;
}

async function identifyProcess({
  config,
  spoolDirectory,
}: ProcessOptions): Promise<ProcessIdentity> {
  const host = identifyHost(config.hostName);
  const worker = identifyWorker(host);
  const attemptHost = createAttemptHost({
    host,
    spoolId: await identifySpool(spoolDirectory),
    adoptionWindowMs: config.adoptionWindowMs,
    graceMs: config.graceMs,
  });
  return { host, worker, attemptHost };
}

interface HeartbeatParts {
  identity: ProcessIdentity;
  workers: WorkerRegistry;
  knex: PluginDatabase;
}

async function startHeartbeat(
  { config, clock, logger }: ProcessOptions,
  { identity, workers, knex }: HeartbeatParts,
): Promise<WorkerHeartbeat> {
  const heartbeat = new WorkerHeartbeat({
    registry: workers,
    worker: identity.worker,
    host: identity.host,
    role: config.role,
    labels: config.labels,
    // It takes one process only.
    alone: isSqlite(knex),
    clock,
    logger,
  });
  await heartbeat.start();
  return heartbeat;
}
