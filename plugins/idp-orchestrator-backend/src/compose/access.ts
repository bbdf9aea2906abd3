import type {
  AuditorService,
  LoggerService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AgentGuard,
  CallRecorder,
  createCallers,
  scheduleForgetting,
} from '../access';
import type { CreateCaller } from '../access/Caller';
import { AuditLog, AuditSealer } from '../audit';
import type { AgentsConfig, AuditConfig } from '../config/blocks';
import {
  createAgentRecord,
  createDatabaseAuditStore,
  createDatabaseSealStore,
} from '../database';
import type { KeyRing } from '../keys';
import type { AuditStore, Clock, RunStore } from '../ports';
import type { PluginDatabase } from './openProcess';

export interface RecordsOptions {
  knex: PluginDatabase;
  /** The auditor of Backstage, which writes to the log. */
  auditor: AuditorService;
  config: AuditConfig;
  keys: KeyRing;
  /** Called when there is a seal to be told outside. */
  onSealed(): void;
  clock: Clock;
  logger: LoggerService;
}

/** The record of who did what. */
export interface Records {
  auditStore: AuditStore;
  auditLog: AuditLog;
  auditSealer: AuditSealer;
}

/** Joins the audit record, which every process keeps, whatever its role. */
export function composeRecords(options: RecordsOptions): Records {
  const auditStore = createDatabaseAuditStore(options.knex);
  const auditLog = new AuditLog({
    store: auditStore,
    auditor: options.auditor,
    clock: options.clock,
    logger: options.logger,
  });
  const auditSealer = new AuditSealer({
    store: auditStore,
    seals: createDatabaseSealStore(options.knex),
    keys: options.keys,
    sealEvery: options.config.sealEvery,
    onSealed: options.onSealed,
    clock: options.clock,
    logger: options.logger,
  });
  return { auditStore, auditLog, auditSealer };
}

export interface AccessOptions {
  store: Pick<RunStore, 'get'>;
  clock: Clock;
  auditLog: AuditLog;
  agents: AgentsConfig;
  knex: PluginDatabase;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
}

/** The parts between doors and operations, besides the permissions. */
export interface Access {
  createCaller: CreateCaller;
  agents: AgentGuard;
  recorder: CallRecorder;
}

/**
 * Joins the parts that read who calls, record it, and hold agents to their
 * rules.
 */
export async function composeAccess(options: AccessOptions): Promise<Access> {
  const { store, clock, scheduler } = options;
  const { rules, subjects } = options.agents;
  const record = createAgentRecord(options.knex);
  await scheduleForgetting(scheduler, { record, clock });
  return {
    createCaller: createCallers({
      userInfo: options.userInfo,
      agentSubjects: subjects,
    }),
    agents: new AgentGuard({ rules, record, store, clock }),
    recorder: new CallRecorder(options.auditLog),
  };
}
