import type { ServiceInventory } from '../../platform';
import type { LateStart, RunStore } from '../../ports';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { EnvironmentNames } from '../resolve/PlatformView';
import type { ResolveFlow } from '../resolve/resolveFlow';
import type { ResolveRun } from '../resolve/resolveRun';
import type { PermissionGate } from './PermissionGate';
import type { StartAuthorizer } from './StartAuthorizer';

/** What the authorizing decorator asks, and whom. */
export interface AuthorizeOptions {
  gate: PermissionGate;
  authorizer: StartAuthorizer;
  resolveRun: ResolveRun;
  /** What a start of a flow would execute with nothing but defaults. */
  resolveFlow: ResolveFlow;
  /** Asks about the initiator of a run again. */
  late: LateStart;
  store: Pick<RunStore, 'get' | 'getTraits'>;
  environments: EnvironmentNames;
  inventory: ServiceInventory;
}

/** What each part of the authorizing decorator stands on. */
export interface Guarded extends AuthorizeOptions {
  /** The use cases without guard. */
  orchestrator: Orchestrator;
}
