/* eslint-disable @backstage/no-forbidden-package-imports --
 * The engine is measured on its own here, and the plugin exports features only. */
import {
  coreServices,
  createBackendPlugin,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  createOrchestrator,
  RunFeeds,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/operations';
import {
  createDatabaseRunStore,
  openDatabase,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/database';
import {
  identifyWorker,
  InProcessDispatcher,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/dispatch';
import {
  LeaseKeeper,
  RunNotifier,
  RunWorker,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/engine';
import type { AnyStepType } from '@idp/backstage-plugin-idp-orchestrator-backend/src/engine/EngineStepContext';
import { FlowCatalog } from '@idp/backstage-plugin-idp-orchestrator-backend/src/flows';
import type {
  FeedEntry,
  FlowDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { closeDatabase } from './closeDatabase';
import { createNothingStep } from './nothingStep';
import { startBackend } from './startBackend';
import { systemClock } from '@idp/backstage-plugin-idp-orchestrator-backend/src/waiting/systemClock';

export interface ComposedEngine {
  /** The database that its runs are in. */
  database: DatabaseService;
  /** From the call that starts a run to the commit that ends it. */
  runToEnd(flowId: string): Promise<void>;
  stop(): Promise<void>;
}

const notAskedHere = () => Promise.reject(new Error('not asked here'));

/**
 * As plugin.ts composes it, without bridge, permissions and HTTP, on a
 * database of its own.
 */
export async function composeEngine(
  benchDatabase: BenchDatabase,
  flows: FlowDefinition[],
): Promise<ComposedEngine> {
  const { database, stop } = await openOwnDatabase(benchDatabase);
  const clock = systemClock;
  const worker = identifyWorker();
  const notifier = new RunNotifier();
  const logger = mockServices.rootLogger();
  const store = createDatabaseRunStore(await openDatabase(database), clock);
  const engine = { store, clock, worker, notifier, logger };
  const leases = new LeaseKeeper(engine);
  const stepTypes = new Map<string, AnyStepType>([
    ['nothing', createNothingStep(() => {}) as AnyStepType],
  ]);
  const bridge = { forget: async () => {} };
  const runWorker = new RunWorker({ ...engine, stepTypes, bridge, leases });
  const dispatcher = new InProcessDispatcher({ ...engine, concurrency: 20 });
  const orchestrator = createOrchestrator({
    ...engine,
    stepTypes,
    dispatcher,
    flows: new FlowCatalog(flows, {
      list: async () => ({ scripts: [], problems: [] }),
    }),
    environments: { known: ['development'], fallback: 'development' },
    feeds: new RunFeeds(engine),
    health: { check: notAskedHere },
    healthFeeds: { watch: notAskedHere },
    history: { read: notAskedHere },
    inventory: { list: async () => [], listProblems: notAskedHere },
    whyFixed: () => undefined,
    deliveries: {
      list: notAskedHere,
      find: notAskedHere,
      reopen: notAskedHere,
    },
    outbox: { receivers: [], wake: () => {} },
    auditStore: { list: notAskedHere, read: notAskedHere, end: notAskedHere },
    statistics: {
      record: notAskedHere,
      read: notAskedHere,
      removeBefore: notAskedHere,
    },
    surroundings: {},
    mask: value => value,
    createMask: () => value => value,
    runsUrl: 'http://localhost',
  });
  leases.start();
  dispatcher.start((runId, signal) => runWorker.work(runId, signal));
  const caller = {
    credentials: mockCredentials.service(),
    initiator: { kind: 'service', ref: 'benchmark' } as const,
    origin: { door: 'rest' } as const,
    listRefs: async () => [],
  };
  return {
    database,
    async runToEnd(flowId) {
      const { id } = await orchestrator.startRun(caller, flowId, {});
      await untilFinished(notifier, id);
    },
    async stop() {
      await dispatcher.stop();
      await leases.stop();
      await stop();
    },
  };
}

/** Beside the plugin's, whose worker would take the runs. */
async function openOwnDatabase(benchDatabase: BenchDatabase) {
  let database: DatabaseService | undefined;
  const owner = createBackendPlugin({
    pluginId: 'composed-engine',
    register(env) {
      env.registerInit({
        deps: { databaseService: coreServices.database },
        async init({ databaseService }) {
          database = databaseService;
        },
      });
    },
  });
  const backend = await startBackend({
    features: [owner],
    config: { backend: { database: benchDatabase.config } },
  });
  if (!database) throw new Error('There is no database for the engine');
  const stop = async () => {
    await backend.stop();
    await closeDatabase(database);
  };
  return { database, stop };
}

/** A run is not done before its `startRun` resolved, which is in the same turn. */
async function untilFinished(
  notifier: RunNotifier,
  runId: string,
): Promise<void> {
  const finished = Promise.withResolvers<void>();
  const unsubscribe = notifier.subscribe(runId, entries => {
    if (entries.some(isSuccess)) finished.resolve();
  });
  await finished.promise;
  unsubscribe();
}

function isSuccess(entry: FeedEntry): boolean {
  return (
    entry.kind === 'event' &&
    entry.event.type === 'run.finished' &&
    entry.event.status === 'succeeded'
  );
}
