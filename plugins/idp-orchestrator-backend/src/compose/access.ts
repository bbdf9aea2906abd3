import type {
  AuditorService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AgentGuard,
  authorizeOrchestrator,
  CallRecorder,
  createCallers,
  createStartAccess,
  guardAgents,
  recordOrchestrator,
  requireVisible,
  scheduleForgetting,
} from '../access';
import { AuditLog } from '../audit';
import { createMask } from '../bridge';
import type { AgentsConfig } from '../config/blocks';
import { createAgentRecord, createDatabaseAuditStore } from '../database';
import { createResolvedStarts, SecretInputs } from '../operations';
import type { CreateCaller } from '../access/Caller';
import type { Orchestrator } from '../operations/Orchestrator';
import type { ServiceInventory } from '../platform';
import type { AuditStore, Clock } from '../ports';
import type { Authority } from './authority';
import type { PluginDatabase } from './engine';
import type { Starter } from './operations';

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
  starter: Starter;
  inventory: ServiceInventory;
  authority: Authority;
  auditLog: AuditLog;
  agents: AgentsConfig;
  knex: PluginDatabase;
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
 * Starts have a way of their own through the three.
 */
export async function composeAccess(options: AccessOptions): Promise<Access> {
  const { starter, authority, scheduler } = options;
  const { store, environments, clock } = starter;
  const createCaller = createCallers({
    userInfo: options.userInfo,
    agentSubjects: options.agents.subjects,
  });
  const record = createAgentRecord(options.knex);
  await scheduleForgetting(scheduler, { record, clock });
  const { rules } = options.agents;
  const guard = new AgentGuard({ rules, record, store, clock });
  const recorder = new CallRecorder(options.auditLog);
  const guarded = guardAgents(options.orchestrator, {
    guard,
    resolver: authority.resolver,
  });
  const authorized = authorizeOrchestrator(guarded, {
    gate: authority.gate,
    authorizer: authority.authorizer,
    resolveRun: authority.resolveRun,
    resolveFlow: authority.resolveFlow,
    late: authority.late,
    store,
    environments,
    inventory: options.inventory,
  });
  const recorded = recordOrchestrator(authorized, { recorder, store });
  const starts = openStarts(options, { guard, recorder });
  return { createCaller, orchestrator: Object.assign(recorded, starts) };
}

/** The way to a start, from the request that is read once to the run. */
function openStarts(
  { starter, authority, inventory, orchestrator }: AccessOptions,
  { guard, recorder }: { guard: AgentGuard; recorder: CallRecorder },
) {
  const { store } = starter;
  return createStartAccess({
    resolver: authority.resolver,
    resolveRun: authority.resolveRun,
    authorizer: authority.authorizer,
    agents: guard,
    recorder,
    store,
    requireVisibleRun: (caller, runId) =>
      requireVisible({ gate: authority.gate, store }, caller, runId),
    starts: createResolvedStarts({
      stepTypes: starter.stepTypes,
      store,
      dispatcher: starter.dispatcher,
      notifier: starter.notifier,
      clock: starter.clock,
      runsUrl: starter.runsUrl,
      flows: starter.flows,
      environments: starter.environments,
      inventory,
      grant: authority.grant,
      secretInputs: new SecretInputs({ store, createMask }),
    }),
    orchestrator,
  });
}
