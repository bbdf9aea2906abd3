import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  formatSpoolIdentity,
  type HostIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  createDatabaseRunStore,
  createWindowStore,
  openReplicas,
} from '../database';
import { isDeadWorker, isOfThisKernel, RunDispatcher } from '../dispatch';
import {
  DueTimes,
  LeaseKeeper,
  RunCreator,
  RunNotifier,
  RunWorker,
  Watchdog,
  type AttemptHost,
} from '../engine';
import type { AnyStepType } from '../engine/EngineStepContext';
import type { FlowFolder } from '../flows';
import { createStepGate } from '../gate';
import type {
  Clock,
  Dispatcher,
  LateStart,
  RunStore,
  ScriptBridge,
  StepGate,
  WindowDefinition,
  WorkerRegistry,
} from '../ports';
import type { Installation } from '../setup';
import { FileWindows, Windows } from '../windows';
import { ClockWatch } from '../waiting/ClockWatch';
import { drainRuns } from './drainRuns';
import {
  openProcess,
  type PluginDatabase,
  type ProcessIdentity,
  type ProcessOptions,
} from './openProcess';
import { composeVault, type Vault } from './vault';

export interface EngineOptions extends ProcessOptions {
  /** Secrets of the configuration, hidden in all that is written to runs. */
  configuredSecrets: Record<string, string>;
  /** The windows of the configuration; none when absent. */
  windows?: WindowDefinition[];
  /** The folder of flows, which may hold windows too. */
  folder?: FlowFolder;
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
  /** Knows when which changes may happen. */
  windows: Windows;
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
  const { identity, opened, heartbeat } = await openProcess(options);
  const { host, worker, attemptHost } = identity;
  const { knex, fileWatch, workers, installation } = opened;
  const onAbsent = () => leases.renewNow();
  const replicas = openReplicas(knex, { worker, clock, logger, onAbsent });
  const notifier = new RunNotifier(replicas?.relay);
  const store = openStore(knex, options, attemptHost);
  const clockWatch = new ClockWatch({ clock, logger });
  const { windows, gate } = await openWindows(knex, options);
  const heard = { replicas, store, notifier, identity, gate };
  const { leases, due, dispatcher, creator } = createIntake(options, heard);
  const vault = composeVault(knex, options);
  const watchdog = createWatchdog(options, { host, worker, store, notifier });
  const stepTypes: Engine['stepTypes'] = new Map();
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
    windows,
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
        gate,
        watch: watchdog.work,
        logger,
      }),
    async start(work) {
      await installation.warn(logger);
      await replicas?.session.start();
      await watchdog.start();
      clockWatch.start();
      windows.start();
      if (config.role === 'api') return;
      leases.start();
      dispatcher.start(work);
    },
    drain: () => drainRuns(dispatcher, options),
    async stop() {
      const working = [clockWatch, dispatcher, leases, replicas?.session];
      const rest = [windows, watchdog, heartbeat, fileWatch];
      for (const part of [...working, ...rest]) await part?.stop();
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
    gate,
  }: {
    replicas: ReturnType<typeof openReplicas>;
    store: RunStore;
    notifier: RunNotifier;
    identity: ProcessIdentity;
    gate: StepGate;
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
    gate,
  });
  return { leases, due, dispatcher, creator };
}

/** Reads the windows before anything is started that one of them may hold. */
async function openWindows(
  knex: PluginDatabase,
  { windows: configured = [], folder, clock, logger }: EngineOptions,
): Promise<{ windows: Windows; gate: StepGate }> {
  const store = createWindowStore(knex, clock);
  const files = folder && new FileWindows(() => folder.list(), configured);
  const windows = new Windows({ configured, files, store, clock, logger });
  await windows.readFiles();
  await windows.refresh();
  return { windows, gate: createStepGate(windows) };
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
