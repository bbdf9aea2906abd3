import type {
  AuditorService,
  PermissionsRegistryService,
  PermissionsService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  authorizeOrchestrator,
  createCallers,
  guardAgents,
  recordOrchestrator,
  registerPermissions,
  scheduleForgetting,
} from '../access';
import { AuditLog } from '../audit';
import type { AgentsConfig } from '../config/blocks';
import { createAgentRecord, createDatabaseAuditStore } from '../database';
import type { CreateCaller, Orchestrator } from '../operations/Orchestrator';
import type { RunStarter } from '../operations/startRun';
import type { ServiceInventory } from '../platform';
import type { AuditStore, Clock, ScriptCatalog } from '../ports';
import type { PluginDatabase } from './engine';

export interface RecordsOptions {
  knex: PluginDatabase;
  /** Backstage's own, which writes to the log. */
  auditor: AuditorService;
  clock: Clock;
}

/** Where it is written down who did what. */
export interface Records {
  auditStore: AuditStore;
  auditLog: AuditLog;
}

/** The audit record, which every process keeps, whatever its role. */
export function composeRecords(options: RecordsOptions): Records {
  const auditStore = createDatabaseAuditStore(options.knex);
  const auditLog = new AuditLog({
    store: auditStore,
    auditor: options.auditor,
    clock: options.clock,
  });
  return { auditStore, auditLog };
}

export interface AccessOptions {
  /** The use cases as they are. */
  orchestrator: Orchestrator;
  starter: RunStarter;
  inventory: ServiceInventory;
  scripts: ScriptCatalog;
  auditLog: AuditLog;
  agents: AgentsConfig;
  knex: PluginDatabase;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
}

/** What every door goes through. */
export interface Access {
  createCaller: CreateCaller;
  /** The use cases as callers may use them. */
  orchestrator: Orchestrator;
}

/**
 * Puts the rules for agents, the permissions and the record around the use
 * cases, in this order from the inside: what is refused is recorded as well.
 */
export async function composeAccess(options: AccessOptions): Promise<Access> {
  const { starter, inventory, permissions, permissionsRegistry } = options;
  const { flows, store, environments, clock } = starter;
  registerPermissions(permissionsRegistry, {
    flows,
    store,
    environments,
    inventory,
  });
  const createCaller = createCallers({
    userInfo: options.userInfo,
    agentSubjects: options.agents.subjects,
  });
  const record = createAgentRecord(options.knex);
  await scheduleForgetting(options.scheduler, { record, clock });
  const guarded = guardAgents(options.orchestrator, {
    flows,
    scripts: options.scripts,
    environments,
    rules: options.agents.rules,
    record,
    store,
    clock,
  });
  const authorized = authorizeOrchestrator(guarded, {
    permissions,
    permissionsRegistry,
    store,
    flows,
    environments,
    inventory,
  });
  const orchestrator = recordOrchestrator(authorized, {
    auditLog: options.auditLog,
    store,
    environments,
  });
  return { createCaller, orchestrator };
}
