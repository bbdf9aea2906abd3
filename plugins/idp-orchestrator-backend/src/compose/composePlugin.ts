import { createRiskReview, registerPermissions } from '../access';
import type { CatalogedScriptBridge } from '../bridge';
import type { EnvironmentClusters } from '../cluster';
import { createRunCompaction, createRunStatistics } from '../database';
import type { FlowFolder } from '../flows';
import { RunFeeds } from '../operations';
import { KeyRing } from '../keys';
import { systemClock } from '../waiting/systemClock';
import type { RunStatistics } from '../ports';
import { findUnguarded } from '../setup';
import { composeRecords, type Records } from './access';
import { composeAuthority, type Authority } from './authority';
import { composeEngine, type Engine } from './engine';
import { composeFlows, openFolder } from './flows';
import { openBridge } from './openBridge';
import { openDoors } from './openDoors';
import { composeStarter, type Starter } from './operations';
import { composeOutbox, type ComposedOutbox } from './outbox';
import { composePlatform, type Platform } from './platform';
import type { PluginOptions } from './PluginOptions';
import { composeSchedules } from './schedules';
import { startWork } from './startWork';
import { listStepTypes } from './stepTypes';
import { Stopping } from './Stopping';
import { catchUpSchedules, composeUpkeep } from './upkeep';

/** Joins every part of the plugin, and tells Backstage how it is started and stopped. */
export async function composePlugin(options: PluginOptions): Promise<void> {
  const { config, services } = options;
  const keys = new KeyRing(config.keys);
  const folder = openFolder(config);
  const engine = await openEngine(options, keys, folder);
  const { rootLifecycle, logger } = services;
  const stopping = new Stopping({ rootLifecycle, engine, logger });
  catchUpSchedules(services.scheduler, { engine, stopping });
  const outbox = openOutbox(options, { engine, stopping });
  const feeds = new RunFeeds({
    store: engine.store,
    notifier: engine.notifier,
    clock: engine.clock,
    logger: engine.logger,
  });
  const scripts = openBridge(options, { engine, feeds, stopping });
  const { bridge, clusters } = scripts;
  const parts = { engine, bridge, clusters, outbox, stopping };
  const platform = joinPlatform(options, parts);
  const starter = joinFlows(options, { engine, bridge, platform, folder });
  const authority = joinAuthority(options, {
    engine,
    platform,
    starter,
    keys,
  });
  const worker = engine.createWorker(bridge, authority.late);
  addStepTypes(options, { engine, bridge, platform, starter, authority });
  const schedules = composeSchedules({
    engine,
    starter,
    platform,
    folder,
    authority,
    stopping,
    metrics: services.metrics,
  });
  const records = joinRecords(options, { engine, outbox, keys });
  const statistics = createRunStatistics(engine.knex);
  registerPermissions(services.permissionsRegistry, {
    flows: starter.flows,
    store: starter.store,
    environments: starter.environments,
    inventory: platform.inventory,
  });
  const upkeep = { engine, bridge, outbox, platform, records, statistics };
  await Promise.all([
    scheduleUpkeep(options, upkeep),
    config.engine.role !== 'worker' &&
      openDoors(options, {
        engine,
        platform,
        starter,
        authority,
        records,
        feeds,
        outbox,
        statistics,
        schedules,
        stopping,
      }),
  ]);
  startWork(options, { engine, worker, schedules, starter });
}

async function openEngine(
  { config, services }: PluginOptions,
  keys: KeyRing,
  folder: FlowFolder | undefined,
): Promise<Engine> {
  return composeEngine({
    config: config.engine,
    keys,
    configuredSecrets: config.secrets,
    windows: config.windows,
    folder,
    foundProblems: await findUnguarded(
      config.permissionsAsked,
      services.rootInstanceMetadata,
    ),
    spoolDirectory: config.folders.spoolDirectory,
    database: services.database,
    clock: systemClock,
    logger: services.logger,
  });
}

interface RecordParts {
  engine: Engine;
  outbox: ComposedOutbox;
  keys: KeyRing;
}

function joinRecords(
  { config, services }: PluginOptions,
  { engine, outbox, keys }: RecordParts,
): Records {
  return composeRecords({
    knex: engine.knex,
    auditor: services.auditor,
    config: config.audit,
    keys,
    onSealed: outbox.outbox.wake,
    clock: engine.clock,
    logger: engine.logger,
  });
}

interface UpkeepParts {
  engine: Engine;
  bridge: CatalogedScriptBridge;
  outbox: ComposedOutbox;
  platform: Platform;
  records: Records;
  statistics: RunStatistics;
}

function scheduleUpkeep(
  { config, services }: PluginOptions,
  { engine, bridge, outbox, platform, records, statistics }: UpkeepParts,
): Promise<void> {
  return composeUpkeep({
    scheduler: services.scheduler,
    store: engine.store,
    bridge,
    outbox,
    retention: config.retention,
    secretUpkeep: engine.vault.upkeep,
    statistics,
    compaction: createRunCompaction(engine.knex, {
      after: config.retention.compactAfter,
      clock: engine.clock,
      logger: engine.logger,
    }),
    auditLog: records.auditLog,
    auditSealer: records.auditSealer,
    healthWatch: platform.healthWatch,
    healthWatchMs: config.health.watchMs,
    clock: engine.clock,
    logger: engine.logger,
  });
}

function openOutbox(
  { config, services }: PluginOptions,
  { engine, stopping }: { engine: Engine; stopping: Stopping },
): ComposedOutbox {
  return composeOutbox({
    knex: engine.knex,
    clockWatch: engine.clockWatch,
    notifier: engine.notifier,
    clock: engine.clock,
    logger: engine.logger,
    events: services.events,
    notifications: services.notifications,
    lifecycle: services.lifecycle,
    stopping,
    runsUrl: config.runsUrl,
    webhooks: config.webhooks,
    secrets: config.secrets,
  });
}

interface PlatformParts {
  engine: Engine;
  bridge: CatalogedScriptBridge;
  clusters: EnvironmentClusters;
  outbox: ComposedOutbox;
  stopping: Stopping;
}

function joinPlatform(
  { config, services }: PluginOptions,
  { engine, bridge, clusters, outbox, stopping }: PlatformParts,
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
    clusters,
    outbox: outbox.outbox,
    stopping: stopping.signal,
    clock: engine.clock,
    logger: engine.logger,
  });
}

interface FlowParts {
  engine: Engine;
  bridge: CatalogedScriptBridge;
  platform: Platform;
  folder?: FlowFolder;
}

function joinFlows(
  { config, additions }: PluginOptions,
  { engine, bridge, platform, folder }: FlowParts,
): Starter {
  return composeStarter({
    engine,
    flows: composeFlows({
      added: additions.flows,
      makers: [platform.operations],
      folder,
      scripts: bridge.catalog,
      stepTypes: engine.stepTypes,
      environments: config.environments.known,
      review: createRiskReview({
        inventory: platform.inventory,
        environments: config.environments,
      }),
      logger: engine.logger,
    }),
    environments: config.environments,
    runsUrl: config.runsUrl,
  });
}

interface AuthorityParts {
  engine: Engine;
  platform: Platform;
  starter: Starter;
  keys: KeyRing;
}

function joinAuthority(
  { config, services }: PluginOptions,
  { engine, platform, starter, keys }: AuthorityParts,
): Authority {
  return composeAuthority({
    auth: services.auth,
    catalog: services.catalog,
    rootConfig: services.config,
    discovery: services.discovery,
    permissions: services.permissions,
    permissionsRegistry: services.permissionsRegistry,
    clock: starter.clock,
    logger: services.logger,
    store: starter.store,
    flows: starter.flows,
    inventory: platform.inventory,
    environments: starter.environments,
    knex: engine.knex,
    box: engine.vault.box,
    secrets: engine.vault.secrets,
    keys,
    linkLifetimeMs: config.windmill.linkLifetimeMs,
  });
}

interface StepTypeParts extends FlowParts {
  starter: Starter;
  authority: Authority;
}

/**
 * Adds the step types, which flows are checked against, and of which one starts
 * flows.
 */
function addStepTypes(
  { config, additions }: PluginOptions,
  { engine, bridge, platform, starter, authority }: StepTypeParts,
): void {
  const stepTypes = listStepTypes({
    bridge,
    clock: engine.clock,
    starter,
    inventory: platform.inventory,
    late: authority.late,
    allowedHosts: config.http.allowedHosts,
    secrets: config.secrets,
    ofPlatform: platform.stepTypes,
    added: additions.stepTypes,
  });
  stepTypes.forEach(one => engine.stepTypes.set(one.uses, one));
}
