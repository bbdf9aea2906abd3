import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { PermissionClient } from '@backstage/plugin-permission-common';
import {
  createAuthority,
  createResolveFlow,
  createResolveRun,
  createStartResolver,
  LateAuthorizer,
  PermissionGate,
  StartAuthorizer,
} from '../access';
import type { EnvironmentNames } from '../access/resolve/PlatformView';
import { ApprovalLinks } from '../access/links/ApprovalLinks';
import { createLinkStore } from '../database';
import type { FlowCatalog } from '../flows';
import type { KeyRing, SecretBox } from '../keys';
import type { Caller } from '../access/Caller';
import type { RunSecrets } from '../engine';
import type { StartQuestion } from '../access/authorization/startQuestions';
import type { ServiceInventory } from '../platform';
import type { Clock, RunStore } from '../ports';
import type { PluginDatabase } from './openProcess';

export interface AuthorityParts {
  auth: AuthService;
  catalog: CatalogService;
  /** The whole configuration, of which Backstage's permission client reads its part. */
  rootConfig: RootConfigService;
  discovery: DiscoveryService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  clock: Clock;
  logger: LoggerService;
  store: RunStore;
  flows: FlowCatalog;
  inventory: ServiceInventory;
  environments: EnvironmentNames;
  knex: PluginDatabase;
  keys: KeyRing;
  box: SecretBox;
  secrets: RunSecrets;
  /** The time (ms) for which a link that approves is good. */
  linkLifetimeMs: number;
}

/**
 * Joins the parts that read what a request means, and that decide about it, now
 * and later.
 */
export function composeAuthority({
  auth,
  catalog,
  rootConfig,
  discovery,
  permissions,
  permissionsRegistry,
  clock,
  logger,
  store,
  flows,
  inventory,
  environments,
  knex,
  keys,
  box,
  secrets,
  linkLifetimeMs,
}: AuthorityParts) {
  const platform = { flows, inventory, environments };
  const gate = new PermissionGate(permissions, permissionsRegistry);
  const authorizer = new StartAuthorizer(gate);
  const resolveRun = createResolveRun({
    store,
    flows,
    inventory,
    environments,
    secrets,
  });
  const lending = { auth, catalog, clock, logger, box };
  const asking = new PermissionClient({ discovery, config: rootConfig });
  const late = new LateAuthorizer({
    auth,
    catalog,
    clock,
    logger,
    box,
    store,
    authorizer,
    resolveRun,
    permissions: asking,
  });
  const links = new ApprovalLinks({
    auth,
    catalog,
    clock,
    logger,
    box,
    permissions: asking,
    keys,
    store: createLinkStore(knex),
    lifetimeMs: linkLifetimeMs,
  });
  return {
    gate,
    authorizer,
    resolver: createStartResolver(platform),
    resolveRun,
    resolveFlow: createResolveFlow(platform),
    late,
    links,
    grant: (caller: Caller, questions: StartQuestion[]) =>
      createAuthority(caller, questions, lending),
  };
}

export type Authority = ReturnType<typeof composeAuthority>;
