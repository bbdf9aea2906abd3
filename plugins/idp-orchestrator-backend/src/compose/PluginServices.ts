import type {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  PluginMetadataService,
  RootConfigService,
  RootHttpRouterService,
  RootInstanceMetadataService,
  RootLifecycleService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  ActionsRegistryService,
  MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';

/**
 * The services of Backstage that the plugin uses; each part of it is given
 * those that it needs.
 */
export interface PluginServices {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metrics: MetricsService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  pluginMetadata: PluginMetadataService;
  rootHttpRouter: RootHttpRouterService;
  rootInstanceMetadata: RootInstanceMetadataService;
  rootLifecycle: RootLifecycleService;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
}
