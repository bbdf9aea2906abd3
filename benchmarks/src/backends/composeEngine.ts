/* eslint-disable @backstage/no-forbidden-package-imports --
 * The engine is measured on its own here, and the plugin exports features only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { createStartResolver } from '@idp/backstage-plugin-idp-orchestrator-backend/src/access/resolve/resolveStart';
import { composeEngine as composePluginEngine } from '@idp/backstage-plugin-idp-orchestrator-backend/src/compose/engine';
import { KeyRing } from '@idp/backstage-plugin-idp-orchestrator-backend/src/keys';
import { composeStarter } from '@idp/backstage-plugin-idp-orchestrator-backend/src/compose/operations';
import type { EngineConfig } from '@idp/backstage-plugin-idp-orchestrator-backend/src/config/blocks';
import type { RunNotifier } from '@idp/backstage-plugin-idp-orchestrator-backend/src/engine';
import type { AnyStepType } from '@idp/backstage-plugin-idp-orchestrator-backend/src/engine/EngineStepContext';
import { FlowCatalog } from '@idp/backstage-plugin-idp-orchestrator-backend/src/flows';
import { beginRun } from '@idp/backstage-plugin-idp-orchestrator-backend/src/operations/starts/beginRun';
import { systemClock } from '@idp/backstage-plugin-idp-orchestrator-backend/src/waiting/systemClock';
import type {
  FeedEntry,
  FlowDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { BenchDatabase } from '../databases/BenchDatabase';
import { closeDatabase } from './closeDatabase';
import { createNothingStep } from './nothingStep';
import { startBackend } from './startBackend';

export interface ComposedEngine {
  /** The database that its runs are in. */
  database: DatabaseService;
  /** From the call that starts a run to the commit that ends it. */
  runToEnd(flowId: string): Promise<void>;
  stop(): Promise<void>;
}

const CONFIG: EngineConfig = {
  concurrency: 20,
  role: 'all',
  labels: [],
  adoptionWindowMs: 120_000,
  graceMs: 10_000,
  maxOutputBytes: 100 * 1024 * 1024,
  minFreeBytes: 0,
  scriptsSurviveStop: 'always',
  drainTimeoutMs: 0,
};

/** The plugin's own engine, without bridge, permissions and HTTP, on a database of its own. */
export async function composeEngine(
  benchDatabase: BenchDatabase,
  flows: FlowDefinition[],
): Promise<ComposedEngine> {
  const { database, stop } = await openOwnDatabase(benchDatabase);
  const spoolDirectory = await mkdtemp(path.join(tmpdir(), 'idp-bench-spool-'));
  const engine = await composePluginEngine({
    config: CONFIG,
    spoolDirectory,
    database,
    clock: systemClock,
    keys: new KeyRing([]),
    configuredSecrets: {},
    logger: mockServices.rootLogger(),
  });
  const { notifier } = engine;
  engine.stepTypes.set('nothing', createNothingStep(() => {}) as AnyStepType);
  const starter = composeStarter({
    engine,
    flows: new FlowCatalog(() => flows, {
      list: async () => ({ scripts: [], problems: [] }),
    }),
    environments: { known: ['development'], fallback: 'development' },
    runsUrl: 'http://localhost',
  });
  const resolver = createStartResolver({
    flows: starter.flows,
    environments: starter.environments,
    inventory: { list: async () => [] },
  });
  const worker = engine.createWorker({ forget: async () => {} });
  await engine.start((runId, signal) => worker.work(runId, signal));
  const initiator = { kind: 'service', ref: 'benchmark' } as const;
  return {
    database,
    async runToEnd(flowId) {
      const view = await resolver.open();
      const wanted = { flowId, request: {} };
      const start = await resolver.resolve(view, { initiator }, wanted);
      const { id } = await beginRun(starter, { start });
      await untilFinished(notifier, id);
    },
    async stop() {
      await engine.stop();
      await stop();
      await rm(spoolDirectory, { recursive: true });
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
