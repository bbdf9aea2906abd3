import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { CatalogedScriptBridge } from '../bridge';
import type { OrchestratorConfig } from '../config/readConfig';
import { createRunQueue, createRunStatistics } from '../database';
import { systemClock } from '../engine';
import { RunFeeds } from '../operations';
import type { Orchestrator } from '../operations/Orchestrator';
import type { RunStarter } from '../operations/startRun';
import { composeAccess, composeRecords, type Records } from './access';
import { composeBridge } from './bridge';
import { composeDoors } from './doors';
import { composeEngine, type Engine } from './engine';
import { composeFlows } from './flows';
import { composeOperations, composeStarter } from './operations';
import { composeOutbox, type ComposedOutbox } from './outbox';
import { composePlatform, type Platform } from './platform';
import type { PluginServices } from './PluginServices';
import { listStepTypes } from './stepTypes';
import { composeTelemetry } from './telemetry';
import { composeUpkeep } from './upkeep';

/** What modules of the plugin brought. */
export interface PluginAdditions {
  flows: FlowDefinition[];
  stepTypes: StepType[];
}

export interface PluginOptions {
  config: OrchestratorConfig;
  services: PluginServices;
  additions: PluginAdditions;
  processEnvironment: NodeJS.ProcessEnv;
}

/** Joins every part of the plugin, and tells Backstage how it is started and stopped. */
export async function composePlugin(options: PluginOptions): Promise<void> {
  const { config, services } = options;
  const engine = await composeEngine({
    config: config.engine,
    spoolDirectory: config.folders.spoolDirectory,
    database: services.database,
    clock: systemClock,
    logger: services.logger,
  });
  const outbox = await openOutbox(options, engine);
  const feeds = new RunFeeds({
    store: engine.store,
    notifier: engine.notifier,
    clock: engine.clock,
    logger: engine.logger,
  });
  const bridge = openBridge(options, { engine, feeds });
  const worker = engine.createWorker(bridge);
  const platform = joinPlatform(options, { engine, bridge, outbox });
  const starter = joinFlows(options, { engine, bridge, platform });
  const records = composeRecords({
    knex: engine.knex,
    auditor: services.auditor,
    clock: engine.clock,
  });
  const statistics = createRunStatistics(engine.knex);
  const orchestrator = composeOperations({
    starter,
    feeds,
    platform,
    outbox,
    auditStore: records.auditStore,
    statistics,
    environments: config.environments,
    secrets: config.secrets,
  });
  await composeUpkeep({
    scheduler: services.scheduler,
    store: engine.store,
    bridge,
    retention: config.retention,
    statistics,
    auditLog: records.auditLog,
    healthWatch: platform.healthWatch,
    healthWatchMs: config.health.watchMs,
    clock: engine.clock,
    logger: engine.logger,
  });
  if (config.engine.role !== 'worker') {
    const parts = { engine, bridge, platform, starter, records, orchestrator };
    await openDoors(options, parts);
  }
  services.lifecycle.addStartupHook(async () => {
    await engine.start((runId, signal) => worker.work(runId, signal));
    // So that what is wrong with a flow is in the log before anybody asks.
    await starter.flows.list();
  });
  services.lifecycle.addShutdownHook(() => engine.stop());
}

function openOutbox(
  { config, services }: PluginOptions,
  engine: Engine,
): Promise<ComposedOutbox> {
  return composeOutbox({
    knex: engine.knex,
    notifier: engine.notifier,
    clock: engine.clock,
    logger: engine.logger,
    events: services.events,
    notifications: services.notifications,
    scheduler: services.scheduler,
    lifecycle: services.lifecycle,
    runsUrl: config.runsUrl,
    webhooks: config.webhooks,
    secrets: config.secrets,
    keepMs: config.retention.ageMs,
  });
}

function openBridge(
  { config, services, processEnvironment }: PluginOptions,
  { engine, feeds }: { engine: Engine; feeds: RunFeeds },
): CatalogedScriptBridge {
  const { traceEnvironment } = composeTelemetry({
    metrics: services.metrics,
    notifier: engine.notifier,
    worker: engine.worker,
    feeds,
    queue: createRunQueue(engine.knex),
    spoolDirectory: config.folders.spoolDirectory,
    clock: engine.clock,
    logger: engine.logger,
  });
  return composeBridge({
    environments: config.environments.byName,
    folders: config.folders,
    limits: config.engine,
    secrets: config.secrets,
    processEnvironment,
    traceEnvironment,
  });
}

interface PlatformParts {
  engine: Engine;
  bridge: CatalogedScriptBridge;
  outbox: ComposedOutbox;
}

function joinPlatform(
  { config, services }: PluginOptions,
  { engine, bridge, outbox }: PlatformParts,
): Platform {
  return composePlatform({
    environments: config.environments,
    services: config.services,
    historyMs: config.health.historyMs,
    auth: services.auth,
    catalog: services.catalog,
    metrics: services.metrics,
    knex: engine.knex,
    bridge,
    telling: outbox.telling,
    clock: engine.clock,
    logger: engine.logger,
  });
}

interface FlowParts {
  engine: Engine;
  bridge: CatalogedScriptBridge;
  platform: Platform;
}

/** Flows are checked against the step types, of which one starts flows. */
function joinFlows(
  { config, additions }: PluginOptions,
  { engine, bridge, platform }: FlowParts,
): RunStarter {
  const starter = composeStarter({
    engine,
    flows: composeFlows({
      added: additions.flows,
      makers: [platform.operations],
      flowsDirectory: config.folders.flowsDirectory,
      scripts: bridge.catalog,
      stepTypes: engine.stepTypes,
      logger: engine.logger,
    }),
    environments: config.environments,
    runsUrl: config.runsUrl,
  });
  const stepTypes = listStepTypes({
    bridge,
    clock: engine.clock,
    starter,
    allowedHosts: config.http.allowedHosts,
    secrets: config.secrets,
    ofPlatform: platform.stepTypes,
    added: additions.stepTypes,
  });
  stepTypes.forEach(one => engine.stepTypes.set(one.uses, one));
  return starter;
}

interface DoorParts extends FlowParts {
  starter: RunStarter;
  records: Records;
  orchestrator: Orchestrator;
}

async function openDoors(
  { config, services }: PluginOptions,
  parts: DoorParts,
): Promise<void> {
  const { engine, bridge, platform, starter, records, orchestrator } = parts;
  const access = await composeAccess({
    orchestrator,
    starter,
    inventory: platform.inventory,
    scripts: bridge.catalog,
    auditLog: records.auditLog,
    agents: config.agents,
    knex: engine.knex,
    permissions: services.permissions,
    permissionsRegistry: services.permissionsRegistry,
    scheduler: services.scheduler,
    userInfo: services.userInfo,
  });
  await composeDoors({
    access,
    orchestrator,
    engine,
    api: config.api,
    windmill: config.windmill,
    runsUrl: config.runsUrl,
    actionsRegistry: services.actionsRegistry,
    auth: services.auth,
    discovery: services.discovery,
    httpAuth: services.httpAuth,
    httpRouter: services.httpRouter,
    lifecycle: services.lifecycle,
    pluginMetadata: services.pluginMetadata,
    rootHttpRouter: services.rootHttpRouter,
    rootLifecycle: services.rootLifecycle,
  });
}
