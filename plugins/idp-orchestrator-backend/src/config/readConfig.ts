import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { ConfiguredKey } from '../keys';
import type { WebhookConfig } from '../outbox';
import type { WindowDefinition } from '../ports';
import {
  readAgentsConfig,
  readApiConfig,
  readAuditConfig,
  readEngineConfig,
  readEnvironmentsConfig,
  readFoldersConfig,
  readHealthConfig,
  readHttpConfig,
  readRetentionConfig,
  readWebhooksConfig,
  readWindmillConfig,
  readWindowsConfig,
  type AgentsConfig,
  type ApiConfig,
  type AuditConfig,
  type EngineConfig,
  type EnvironmentsConfig,
  type FoldersConfig,
  type HealthConfig,
  type HttpConfig,
  type RetentionConfig,
  type WindmillConfig,
} from './blocks';
import { readKeysConfig, readSecretsConfig } from './secrets';
import {
  readServicesConfig,
  type ServicesConfig,
} from './services/readServicesConfig';

/** The configuration of the plugin, block by block. */
export interface OrchestratorConfig {
  environments: EnvironmentsConfig;
  folders: FoldersConfig;
  /** The keys of what is signed, sealed or hidden; the first makes what is new. */
  keys: ConfiguredKey[];
  secrets: Record<string, string>;
  http: HttpConfig;
  services: ServicesConfig;
  health: HealthConfig;
  engine: EngineConfig;
  retention: RetentionConfig;
  api: ApiConfig;
  audit: AuditConfig;
  agents: AgentsConfig;
  windmill: WindmillConfig;
  /** The receivers outside of what happens. */
  webhooks: WebhookConfig[];
  /** Whether Backstage asks a policy for permissions; everything is allowed when not. */
  permissionsAsked: boolean;
  /** The freezes and maintenance windows. */
  windows: WindowDefinition[];
  /** The address at which people see a run, without its id. */
  runsUrl: string;
}

/**
 * Reads the configuration, and is the only reader of it. `IDP_SCRIPTS_DIR`,
 * `IDP_ENVIRONMENT` and `IDP_FLOWS_DIR` give what is not configured.
 *
 * @throws InputError telling every problem of the first block that has any
 */
export function readConfig(
  root: RootConfigService,
  processEnvironment: NodeJS.ProcessEnv,
): OrchestratorConfig {
  const config = root.getOptionalConfig('idpOrchestrator');
  const environments = readEnvironmentsConfig(config, processEnvironment);
  return {
    environments,
    folders: readFoldersConfig(config, processEnvironment),
    keys: readKeysConfig(root),
    secrets: readSecretsConfig(config),
    http: readHttpConfig(config),
    services: readServicesConfig(config, environments.known),
    health: readHealthConfig(config),
    engine: readEngineConfig(config),
    retention: readRetentionConfig(config),
    api: readApiConfig(config),
    audit: readAuditConfig(config),
    agents: readAgentsConfig(config, environments.known),
    windmill: readWindmillConfig(config),
    webhooks: readWebhooksConfig(config),
    // As Backstage reads it.
    permissionsAsked: root.getOptionalBoolean('permission.enabled') ?? false,
    windows: readWindowsConfig(config, environments.known),
    runsUrl: `${root.getString('app.baseUrl')}/idp-orchestrator/runs`,
  };
}
