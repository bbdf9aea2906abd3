import type {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { FlowCatalog } from '../../flows';
import type { ServiceInventory } from '../../platform';
import type { RunStore } from '../../ports';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { EnvironmentNames } from '../resolve/readRunRequest';
import type { PermissionGate } from './PermissionGate';

export interface AuthorizeOptions {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  store: Pick<RunStore, 'getTraits' | 'getDefinition'>;
  flows: Pick<FlowCatalog, 'get' | 'list'>;
  environments: EnvironmentNames;
  inventory: ServiceInventory;
}

/** What each part of the authorizing decorator stands on. */
export interface Guarded extends Pick<
  AuthorizeOptions,
  'store' | 'flows' | 'environments' | 'inventory'
> {
  /** The use cases without guard. */
  orchestrator: Orchestrator;
  gate: PermissionGate;
}
