import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  formatSpoolIdentity,
  type HostIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { identifySpool } from '../bridge';
import type { EngineConfig } from '../config/blocks';
import {
  createDatabaseRunStore,
  createWorkerRegistry,
  DatabaseFileWatch,
  isSqlite,
  openDatabase,
  openReplicas,
  sqliteFileOf,
} from '../database';
import {
  identifyHost,
  identifyWorker,
  isDeadWorker,
  isOfThisKernel,
  RunDispatcher,
  WorkerHeartbeat,
} from '../dispatch';
import {
  createAttemptHost,
  DueTimes,
  LeaseKeeper,
  RunCreator,
  RunNotifier,
  RunWorker,
  Watchdog,
  type AttemptHost,
} from '../engine';
import type { AnyStepType } from '../engine/EngineStepContext';
import type { KeyRing } from '../keys';
import type {
  Clock,
  Dispatcher,
  LateStart,
  RunStore,
  ScriptBridge,
  WorkerRegistry,
} from '../ports';
import { Installation, type FoundProblem } from '../setup';
import { ClockWatch } from '../waiting/ClockWatch';
import { drainRuns } from './drainRuns';
import { composeVault, type Vault } from './vault';

/** The plugin's own database, as every part of the database room takes it. */
export type PluginDatabase = Awaited<ReturnType<typeof openDatabase>>;

export interface EngineOptions {
  config: EngineConfig;
  /** The folder in which the bridge of this process keeps attempts. */
  spoolDirectory: string;
  database: DatabaseService;
  clock: Clock;
  logger: LoggerService;
  /** The keys that what is typed into secret fields is encrypted with. */
  keys: KeyRing;
  /** Secrets of the configuration, hidden in all that is written to runs. */
  configuredSecrets: Record<string, string>;
  /** What was found to be wrong with this backend before, told with what is found here. */
  foundProblems?: FoundProblem[];
  /** Comes between the engine and its store; nothing does when absent. */
  wrapStore?(store: RunStore): RunStore;
}

/** The parts that make runs survive, as one process has them. */
export interface Engine {
  vault: Vault;
  clock: Clock;
  logger: LoggerService;
  /** Tells when the clock of the wall was set. */
  clockWatch: Pick<ClockWatch, 'onSet'>;
  knex: PluginDatabase;
  /** The name of this process in leases. */
  worker: string;
  store: RunStore;
  notifier: RunNotifier;
  dispatcher: Dispatcher;
  /** Makes runs, and begins those that a slot of this process is free for. */
  creator: RunCreator;
  /** Lists every process of the database. */
  workers: WorkerRegistry;
  /** Knows what is not as it should be where this backend runs. */
  installation: Installation;
  /** Notices what keeps this process from everything else. */
  watchdog: Watchdog;
  /**
   * The step types by what flows write as `uses`; filled before the engine is
   * started.
   */
  stepTypes: Map<string, AnyStepType>;
  /**
   * Makes what works on a run in this process, with the scripts that this
   * bridge starts; `late` is asked about runs that were to begin later.
   */
  createWorker(
    bridge: Pick<ScriptBridge, 'forget'>,
    late?: LateStart,
  ): RunWorker;
  /** Hands runs to `work`; a process of role `api` gets none. */
  start(work: Parameters<Dispatcher['start']>[0]): Promise<void>;
  /**
   * Takes no run any more, and waits, for a limited time, for scripts that would
   * end with this process.
   */
  drain(): Promise<void>;
  /** Gives back the runs that are under way, and leaves the others. */
  stop(): Promise<void>;
}

/**
 * Opens the database, reports this process to the others that use it, and
 * joins what runs need to be worked on. Nothing is worked on before `start`.
 *
 * @throws ConflictError when another process uses a database that takes one only
 * @throws NewerDatabaseError when a newer version changed the database too much
 * @throws InputError for a role or dispatcher that the database cannot have
 */
export async function composeEngine(options: EngineOptions): Promise<Engine> {
  const { config, clock, logger } = options;
  const { identity, opened } = await openProcess(options);
  const { host, worker, attemptHost } = identity;
  const { knex, fileWatch, workers, installation } = opened;
  const heartbeat = await startHeartbeat(options, { identity, workers, knex });
  const replicas = openReplicas(knex, {
    worker,
    clock,
    logger,
    onAbsent: () => leases.renewNow(),
  });
  const notifier = new RunNotifier(replicas?.relay);
  const store = openStore(knex, options, attemptHost);
  const clockWatch = new ClockWatch({ clock, logger });
  const heard = { replicas, store, notifier, identity };
  const { leases, due, dispatcher, creator } = createIntake(options, heard);
  const vault = composeVault(knex, options);
  const watchdog = createWatchdog(options, { host, worker, store, notifier });
  const stepTypes = new Map<string, AnyStepType>();
  return {
    vault,
    clock,
    logger,
    clockWatch,
    knex,
    worker,
    store,
    notifier,
    dispatcher,
    creator,
    workers,
    installation,
    watchdog,
    stepTypes,
    createWorker: (bridge, late) =>
      new RunWorker({
        store,
        stepTypes,
        bridge,
        leases,
        creator,
        notifier,
        secrets: vault.secrets,
        clock,
        due,
        worker,
        attemptHost,
        late,
        watch: watchdog.work,
        logger,
      }),
    async start(work) {
      await installation.warn(logger);
      await replicas?.session.start();
      await watchdog.start();
      clockWatch.start();
      if (config.role === 'api') return;
      leases.start();
      dispatcher.start(work);
    },
    drain: () => drainRuns(dispatcher, options),
    async stop() {
      const working = [clockWatch, dispatcher, leases, replicas?.session];
      const parts = [...working, watchdog, heartbeat, fileWatch];
      for (const part of parts) await part?.stop();
    },
  };
}

function createWatchdog(
  { spoolDirectory, clock, logger }: EngineOptions,
  {
    host,
    worker,
    store,
    notifier,
  }: {
    host: HostIdentity;
    worker: string;
    store: RunStore;
    notifier: RunNotifier;
  },
): Watchdog {
  return new Watchdog({
    directory: spoolDirectory,
    worker,
    isDead: other => isDeadWorker(other, host),
    canBeSeen: other => isOfThisKernel(other, host),
    clock,
    store,
    notifier,
    logger,
  });
}

/** Joins the parts by which runs come to this process. */
function createIntake(
  { config, clock, logger }: EngineOptions,
  {
    replicas,
    store,
    notifier,
    identity: { host, worker, attemptHost },
  }: {
    replicas: ReturnType<typeof openReplicas>;
    store: RunStore;
    notifier: RunNotifier;
    identity: ProcessIdentity;
  },
) {
  const leases = new LeaseKeeper({ store, clock, worker, logger });
  const due = new DueTimes(clock);
  const dispatcher = new RunDispatcher({
    concurrency: config.concurrency,
    session: replicas?.session,
    store,
    host,
    clock,
    due,
    logger,
  });
  const creator = new RunCreator({
    store,
    dispatcher,
    leases,
    notifier,
    clock,
    worker,
    attemptHost,
  });
  return { leases, due, dispatcher, creator };
}

function openStore(
  knex: PluginDatabase,
  { config, clock, wrapStore }: EngineOptions,
  { identity }: AttemptHost,
): RunStore {
  const stored = createDatabaseRunStore(knex, clock, {
    labels: config.labels,
    host: formatSpoolIdentity(identity),
  });
  return wrapStore?.(stored) ?? stored;
}

async function openProcess(options: EngineOptions) {
  const [identity, opened] = await Promise.all([
    identifyProcess(options),
    openFiles(options),
  ]);
  return { identity, opened };
}

async function openFiles(options: EngineOptions) {
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
interface ProcessIdentity {
  host: HostIdentity;
  worker: string;
  attemptHost: AttemptHost;
}

async function identifyProcess({
  config,
  spoolDirectory,
}: EngineOptions): Promise<ProcessIdentity> {
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
  { config, clock, logger }: EngineOptions,
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
