import type { AgentGuard } from '../access/agents';
import type { LendAuthority } from '../access/authority/createAuthority';
import type { ApprovalLinks } from '../access/links/ApprovalLinks';
import type { PermissionGate, StartAuthorizer } from '../access/authorization';
import type { CallRecorder } from '../access/recording';
import type { EnvironmentNames } from '../access/resolve/PlatformView';
import type { ResolveFlow } from '../access/resolve/resolveFlow';
import type { ResolveRun } from '../access/resolve/resolveRun';
import type { StartResolver } from '../access/resolve/resolveStart';
import type { AuditSealer } from '../audit';
import type { FlowCatalog } from '../flows';
import type { HealthFeeds, PlatformHealthService } from '../health';
import type { PlatformServices, ServiceDefinition } from '../platform';
import type {
  AuditStore,
  DeliveryLog,
  HealthHistory,
  LateStart,
  RunStatistics,
  ScheduleStore,
} from '../ports';
import type { Installation } from '../setup';
import type { Windows } from '../windows';
import type { Perform } from './Operation';
import type { RunFeeds } from './feed/RunFeeds';
import type { SecretInputs } from './runs/SecretInputs';
import type { RunStarter } from './starts/beginRun';
import type { AgentTools } from './tools/AgentTools';

/** The parts that operations work with; each operation takes what it needs. */
export interface OperationParts extends RunStarter {
  flows: Pick<FlowCatalog, 'list'>;
  inventory: Pick<PlatformServices, 'list' | 'listProblems'>;
  environments: EnvironmentNames;
  /** The feeds of the runs that somebody watches. */
  feeds: RunFeeds;
  /** Hides secrets that somebody typed into an input. */
  secretInputs: SecretInputs;
  /** Hides the secrets of the configuration in any value. */
  mask(value: unknown): unknown;
  /** The variables of each environment, by its name. */
  environmentSettings: Record<string, { variables: Record<string, string> }>;

  health: PlatformHealthService;
  healthFeeds: Pick<HealthFeeds, 'watch'>;
  history: Pick<HealthHistory, 'read'>;
  /** Knows what is not as it should be where this backend runs. */
  installation: Pick<Installation, 'listProblems'>;
  /** Tells why a service cannot be started or stopped, if it cannot. */
  fixedReason(service: ServiceDefinition): string | undefined;

  auditStore: Pick<AuditStore, 'list' | 'read'>;
  /** Verifies the audit record with its seals, and lists them. */
  auditSealer: Pick<AuditSealer, 'verify' | 'list'>;
  statistics: RunStatistics;
  deliveries: DeliveryLog;
  /** Lists the receivers there are, and wakes the relay when one has a delivery that is due. */
  outbox: { receivers: string[]; wake(): void };

  /** Knows the freezes and maintenance windows. */
  windows: Pick<
    Windows,
    | 'listProblems'
    | 'add'
    | 'end'
    | 'list'
    | 'listRules'
    | 'refresh'
    | 'wasMade'
  >;

  /** Keeps schedules, and what became of their due times. */
  scheduleStore: ScheduleStore;

  recorder: CallRecorder;
  gate: PermissionGate;
  authorizer: StartAuthorizer;
  agents: AgentGuard;
  /** Asks about the initiator of a run again. */
  late: LateStart;
  /** Makes links that answer for a caller. */
  links: Pick<ApprovalLinks, 'make'>;
  /** Lends a run the rights of a caller. */
  grant: LendAuthority;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
  resolver: StartResolver;
  resolveRun: ResolveRun;
  resolveFlow: ResolveFlow;

  tools: AgentTools;
  /** Does another operation for the caller of this one. */
  perform: Perform;
}
