import type { RunFeeds } from '../operations';
import type { RunStatistics } from '../ports';
import { composeAccess, type Records } from './access';
import type { Authority } from './authority';
import type { PluginOptions } from './PluginOptions';
import { composeDoors } from './doors';
import type { Engine } from './engine';
import { composeOperations, type Starter } from './operations';
import type { ComposedOutbox } from './outbox';
import type { Platform } from './platform';
import type { Schedules } from './schedules';
import type { Stopping } from './Stopping';

/** The parts that doors lead to. */
export interface DoorParts {
  engine: Engine;
  platform: Platform;
  starter: Starter;
  authority: Authority;
  records: Records;
  feeds: RunFeeds;
  outbox: ComposedOutbox;
  statistics: RunStatistics;
  schedules: Schedules;
  stopping: Stopping;
}

/** Joins what callers meet, and opens the doors. */
export async function openDoors(
  { config, services }: PluginOptions,
  parts: DoorParts,
): Promise<void> {
  const { engine, platform, starter, authority, records } = parts;
  const access = await composeAccess({
    store: starter.store,
    clock: starter.clock,
    auditLog: records.auditLog,
    agents: config.agents,
    knex: engine.knex,
    scheduler: services.scheduler,
    userInfo: services.userInfo,
  });
  const perform = composeOperations({
    starter,
    feeds: parts.feeds,
    platform,
    outbox: parts.outbox,
    access,
    authority,
    installation: engine.installation,
    auditStore: records.auditStore,
    auditSealer: records.auditSealer,
    statistics: parts.statistics,
    windows: engine.windows,
    scheduleStore: parts.schedules.scheduleStore,
    environments: config.environments,
    secrets: config.secrets,
    stopping: parts.stopping.signal,
  });
  await composeDoors({
    createCaller: access.createCaller,
    links: authority.links,
    perform,
    platform: {
      flows: starter.flows,
      inventory: platform.inventory,
      environments: starter.environments,
    },
    engine,
    api: config.api,
    windmill: config.windmill,
    runsUrl: config.runsUrl,
    stopping: parts.stopping,
    actionsRegistry: services.actionsRegistry,
    auth: services.auth,
    discovery: services.discovery,
    httpAuth: services.httpAuth,
    httpRouter: services.httpRouter,
    rootLifecycle: services.rootLifecycle,
    pluginMetadata: services.pluginMetadata,
    rootHttpRouter: services.rootHttpRouter,
  });
}
