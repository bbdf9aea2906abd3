import type { CatalogedScriptBridge } from '../bridge';
import { connectClusters, type EnvironmentClusters } from '../cluster';
import { createRunQueue } from '../database';
import type { RunFeeds } from '../operations';
import { composeBridge } from './bridge';
import type { Engine } from './engine';
import type { PluginOptions } from './PluginOptions';
import type { Stopping } from './Stopping';
import { composeTelemetry } from './telemetry';

interface BridgeParts {
  engine: Engine;
  feeds: RunFeeds;
  stopping: Stopping;
}

/** The bridge to the scripts, and the connections to the clusters in which some of them run. */
export interface OpenedBridge {
  bridge: CatalogedScriptBridge;
  clusters: EnvironmentClusters;
}

/** Joins the bridge to the scripts with what measures it and where they run. */
export function openBridge(
  { config, services, account, processEnvironment }: PluginOptions,
  { engine, feeds, stopping }: BridgeParts,
): OpenedBridge {
  const { traceEnvironment } = composeTelemetry({
    metrics: services.metrics,
    notifier: engine.notifier,
    worker: engine.worker,
    watchdog: engine.watchdog,
    feeds,
    queue: createRunQueue(engine.knex),
    spoolDirectory: config.folders.spoolDirectory,
    clock: engine.clock,
    logger: engine.logger,
  });
  const clusters = connectClusters({
    environments: config.environments.byName,
    clock: engine.clock,
    signal: stopping.signal,
    logger: engine.logger,
  });
  const bridge = composeBridge({
    environments: config.environments.byName,
    clusters,
    folders: config.folders,
    account,
    limits: config.engine,
    secrets: config.secrets,
    processEnvironment,
    traceEnvironment,
  });
  return { bridge, clusters };
}
