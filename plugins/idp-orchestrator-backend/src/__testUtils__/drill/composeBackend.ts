import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import createKnex from 'knex';
import { createScriptBridge, identifySpool } from '../../bridge';
import {
  createDatabaseRunStore,
  createWorkerRegistry,
  isSqlite,
  openDatabase,
  openReplicas,
} from '../../database';
import {
  createDispatcher,
  identifyHost,
  identifyWorker,
  WorkerHeartbeat,
} from '../../dispatch';
import {
  createAttemptPlace,
  LeaseKeeper,
  RunNotifier,
  RunWorker,
} from '../../engine';
import type { AnyStepType } from '../../engine/EngineStepContext';
import type { NewRun, RunStore } from '../../ports';
import { createScriptStep } from '../../steps';
import { createTraceEnvironment, RunTracer, traceRuns } from '../../telemetry';
import { createDrillLogger } from './createDrillLogger';
import { spoolIn, wrappersIn, type BackendSetting } from './DrillSetting';
import { systemClock } from '../../waiting/systemClock';

export interface ComposedBackend {
  submit(run: NewRun): Promise<void>;
  /** Whether it is finished, and nothing is done for it any more. */
  isOver(runId: string): Promise<boolean>;
}

const OPTIONS = {
  labels: [],
  role: 'all',
  dispatcher: 'auto',
  concurrency: 20,
  adoptionWindowMs: 120_000,
  graceMs: 10_000,
} as const;

/** As plugin.ts composes it, without its doors; `wrap` comes between the engine and its store. */
export async function composeBackend(
  { database, folder, variables }: BackendSetting,
  wrap: (store: RunStore) => RunStore,
): Promise<ComposedBackend> {
  const knex = await openDatabase({
    getClient: async () => createKnex({ ...database, useNullAsDefault: true }),
  });
  const clock = systemClock;
  const logger = createDrillLogger();
  const host = identifyHost();
  const worker = identifyWorker(host);
  const spoolDirectory = spoolIn(folder);
  const spoolId = await identifySpool(spoolDirectory);
  const place = createAttemptPlace({ ...OPTIONS, host, spoolId });
  const self = { ...OPTIONS, clock, host, worker, logger, labels: [] };
  const heartbeat = new WorkerHeartbeat({
    ...self,
    registry: createWorkerRegistry(knex),
    alone: isSqlite(knex),
  });
  await heartbeat.start();
  const replicas = openReplicas(knex, {
    ...self,
    onAbsent: () => leases.renewNow(),
  });
  const notifier = new RunNotifier(replicas?.relay);
  const tracer = new RunTracer(logger);
  notifier.onCommitted(traceRuns(tracer, worker));
  const store = wrap(
    createDatabaseRunStore(knex, clock, { labels: [], host: place.host }),
  );
  const bridge = createScriptBridge({
    ...OPTIONS,
    environments: {
      development: { scriptsDirectory: wrappersIn(folder), variables },
    },
    spoolDirectory,
    secrets: {},
    processEnvironment: process.env,
    traceEnvironment: createTraceEnvironment(tracer),
  });
  const engine = { store, clock, worker, host, notifier, logger };
  const leases = new LeaseKeeper(engine);
  const stepTypes = new Map([
    ['script', createScriptStep(bridge) as AnyStepType],
  ]);
  const runWorker = new RunWorker({
    ...engine,
    stepTypes,
    bridge,
    leases,
    place,
  });
  const dispatcher = createDispatcher({ ...engine, ...self, replicas });
  const working = new Set<string>();
  await replicas?.session.start();
  leases.start();
  dispatcher.start(async (runId, signal) => {
    working.add(runId);
    await runWorker.work(runId, signal).finally(() => working.delete(runId));
  });
  return {
    async submit(run) {
      const created = await store.create(run);
      await dispatcher.enqueue(created.run.id);
    },
    async isOver(runId) {
      const run: Run | undefined = await store.get(runId);
      return run !== undefined && isRunFinished(run) && !working.has(runId);
    },
  };
}
