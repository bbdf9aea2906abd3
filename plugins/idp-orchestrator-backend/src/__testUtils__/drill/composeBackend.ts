import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import createKnex from 'knex';
import { createTestKeys } from '../keys';
import { connectClusters } from '../../cluster';
import { composeBridge } from '../../compose/bridge';
import { composeEngine } from '../../compose/engine';
import { composeTracing } from '../../compose/telemetry';
import type { EngineConfig } from '../../config/blocks';
import type { AnyStepType } from '../../engine/EngineStepContext';
import type { NewRun, RunStore } from '../../ports';
import { createScriptStep } from '../../steps';
import { systemClock } from '../../waiting/systemClock';
import { createDrillLogger } from './createDrillLogger';
import { hostileStep } from './hostileStep';
import { spoolIn, wrappersIn, type BackendSetting } from './DrillSetting';

export interface ComposedBackend {
  submit(run: NewRun): Promise<void>;
  /** Whether it is finished, and nothing is done for it any more. */
  isOver(runId: string): Promise<boolean>;
}

const CONFIG: EngineConfig = {
  labels: [],
  role: 'all',
  concurrency: 20,
  adoptionWindowMs: 120_000,
  graceMs: 10_000,
  maxOutputBytes: 100 * 1024 * 1024,
  minFreeBytes: 0,
  scriptsSurviveStop: 'always',
  drainTimeoutMs: 0,
};

/** The plugin's own engine and bridge, without doors; `wrapStore` comes between the engine and its store. */
export async function composeBackend(
  { database, folder, variables }: BackendSetting,
  wrapStore: (store: RunStore) => RunStore,
): Promise<ComposedBackend> {
  const knex = createKnex({ ...database, useNullAsDefault: true });
  const engine = await composeEngine({
    config: CONFIG,
    spoolDirectory: spoolIn(folder),
    database: { getClient: async () => knex },
    clock: systemClock,
    keys: createTestKeys(),
    configuredSecrets: {},
    logger: createDrillLogger(),
    wrapStore,
  });
  const { traceEnvironment } = composeTracing(engine);
  const bridge = composeBridge({
    environments: {
      development: { scriptsDirectory: wrappersIn(folder), variables },
    },
    clusters: connectClusters({
      environments: {},
      clock: systemClock,
      signal: new AbortController().signal,
      logger: createDrillLogger(),
    }),
    folders: { spoolDirectory: spoolIn(folder) },
    limits: CONFIG,
    secrets: {},
    processEnvironment: process.env,
    traceEnvironment,
  });
  engine.stepTypes.set(
    'script',
    createScriptStep(bridge, { list: async () => [] }) as AnyStepType,
  );
  engine.stepTypes.set('hostile', hostileStep);
  const worker = engine.createWorker(bridge);
  const working = new Set<string>();
  await engine.start(async (runId, signal) => {
    working.add(runId);
    await worker.work(runId, signal).finally(() => working.delete(runId));
  });
  return {
    async submit(run) {
      await engine.creator.create(run);
    },
    async isOver(runId) {
      const run: Run | undefined = await engine.store.get(runId);
      return run !== undefined && isRunFinished(run) && !working.has(runId);
    },
  };
}
