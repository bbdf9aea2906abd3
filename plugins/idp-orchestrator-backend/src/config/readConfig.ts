import path from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ClusterAccess } from '../cluster';
import type { ServiceFields } from '../platform';
import { readAgentRules, type AgentConfig } from './blocks/readAgentsConfig';
import { readWebhooks } from './blocks/readWebhooksConfig';
import type { WebhookConfig } from '../outbox';
import { readServiceConfig } from './services/readServicesConfig';
import { readClusterAccess } from './blocks/clusterAccessSchema';

/** An environment: where its scripts are, and what they get to know. */
export interface EnvironmentConfig {
  title: string;
  scriptsDirectory: string;
  variables: Record<string, string>;
  cluster?: ClusterAccess;
}

/** The first is what is used when nothing is configured. */
const ENGINE_ROLES = ['all', 'api', 'worker'] as const;
const DISPATCHERS = ['auto', 'in-process', 'pg-boss'] as const;

export type EngineRole = (typeof ENGINE_ROLES)[number];
export type DispatcherChoice = (typeof DISPATCHERS)[number];

export interface WindmillConfig {
  /** Whether there is a door for clients of Windmill. */
  enabled: boolean;
  /** The name of its one workspace. */
  workspace: string;
  /** Also where Windmill itself has its routes. */
  mountAtRoot: boolean;
  /** How long (ms) a caller may wait for a result; the run is cancelled then. */
  waitLimitMs: number;
}

export interface OrchestratorConfig extends AgentConfig {
  /** Used when a caller names none. */
  environment: string;
  environments: Record<string, EnvironmentConfig>;
  /** One for all environments; each one's own `catalog.yaml` when absent. */
  scriptCatalog?: string;
  /** The folder of the flows in YAML, if there is one. */
  flowsDirectory?: string;
  spoolDirectory: string;
  secrets: Record<string, string>;
  /** Where steps that use `http` may send requests to. */
  allowedHosts: string[];
  /** What is said of the services of each environment. */
  services: Record<string, ServiceFields[]>;
  /** Whether services are read from Backstage's catalog as well. */
  catalogServices: boolean;
  /** Runs that one process works on at the same time. */
  concurrency: number;
  /** What this process does: everything, only requests, or only runs. */
  role: EngineRole;
  /** How runs come to workers; `auto` is pg-boss on PostgreSQL. */
  dispatcher: DispatcherChoice;
  /** Runs may ask for workers that have these. */
  labels: string[];
  /** For hosts whose own name is not unique. */
  hostName?: string;
  /** How long (ms) a script goes on while no backend follows it. */
  adoptionWindowMs: number;
  /** Between TERM and KILL, in ms. */
  graceMs: number;
  runsUrl: string;
  /** Requests that one caller may send in a minute. */
  requestsPerMinute: number;
  windmill: WindmillConfig;
  /** Who is told outside of what happens. */
  webhooks: WebhookConfig[];
  /** Finished runs are kept so long (ms), and so many of them. */
  keepMs: number;
  keepRuns: number;
  /** How often (ms) the services are looked at when nobody asks. */
  healthWatchMs: number;
  /** The history of health is kept so long (ms). */
  healthHistoryMs: number;
}

/**
 * The only reader of configuration. `IDP_SCRIPTS_DIR` and `IDP_ENVIRONMENT`
 * give what is not configured, as users of the earlier system know them, and
 * `IDP_FLOWS_DIR` in the same way.
 *
 * @throws InputError saying which key is missing or wrong
 */
export function readConfig(
  root: RootConfigService,
  processEnvironment: NodeJS.ProcessEnv,
): OrchestratorConfig {
  const config = root.getOptionalConfig('idpOrchestrator');
  const scriptsDirectory =
    config?.getOptionalString('scriptsDirectory') ??
    processEnvironment.IDP_SCRIPTS_DIR;
  const flowsDirectory =
    config?.getOptionalString('flowsDirectory') ??
    processEnvironment.IDP_FLOWS_DIR;
  const environment =
    config?.getOptionalString('environment') ??
    processEnvironment.IDP_ENVIRONMENT ??
    'development';
  const environments = readEnvironments(config, {
    environment,
    scriptsDirectory,
  });
  if (!environments[environment]) {
    throw new InputError(
      `idpOrchestrator.environment (or IDP_ENVIRONMENT) is ${environment}, which is not one of the configured environments ${Object.keys(environments).join(', ')}`,
    );
  }
  return {
    environment,
    environments,
    scriptCatalog: config?.getOptionalString('scriptCatalog'),
    flowsDirectory: flowsDirectory && path.resolve(flowsDirectory),
    spoolDirectory: path.resolve(
      required(
        config?.getOptionalString('spoolDirectory'),
        'spoolDirectory',
        'a folder for the output of running scripts, on a disk that survives a restart',
      ),
    ),
    secrets: readTexts(config?.getOptionalConfig('secrets')),
    allowedHosts: config?.getOptionalStringArray('http.allowedHosts') ?? [],
    services: readServiceConfig(config, Object.keys(environments)),
    catalogServices: config?.getOptionalBoolean('catalogServices') ?? true,
    concurrency: config?.getOptionalNumber('engine.concurrency') ?? 20,
    role: readChoice(config, 'engine.role', ENGINE_ROLES),
    dispatcher: readChoice(config, 'engine.dispatcher', DISPATCHERS),
    labels: config?.getOptionalStringArray('engine.labels') ?? [],
    hostName: config?.getOptionalString('engine.hostName'),
    adoptionWindowMs:
      (config?.getOptionalNumber('engine.adoptionWindowSeconds') ?? 120) *
      1_000,
    graceMs: (config?.getOptionalNumber('engine.graceSeconds') ?? 10) * 1_000,
    keepMs: readCount(config, 'retention.days', 90) * DAY_MS,
    keepRuns: readCount(config, 'retention.runs', 100_000),
    healthWatchMs: readCount(config, 'health.watchSeconds', 30) * 1_000,
    healthHistoryMs: readCount(config, 'health.historyDays', 30) * DAY_MS,
    runsUrl: `${root.getString('app.baseUrl')}/idp-orchestrator/runs`,
    requestsPerMinute: readCount(config, 'api.requestsPerMinute', 3_000),
    windmill: readWindmill(config),
    webhooks: readWebhooks(config),
    ...readAgentRules(config, Object.keys(environments)),
  };
}

function readWindmill(config: Config | undefined): WindmillConfig {
  const workspace = config?.getOptionalString('windmill.workspace') ?? 'idp';
  if (!/^[\w-]{1,50}$/.test(workspace)) {
    throw new InputError(
      `idpOrchestrator.windmill.workspace is ${workspace}: expected letters, digits, - and _, at most 50`,
    );
  }
  return {
    enabled: config?.getOptionalBoolean('windmill.enabled') ?? true,
    workspace,
    mountAtRoot: config?.getOptionalBoolean('windmill.mountAtRoot') ?? false,
    waitLimitMs: readCount(config, 'windmill.waitLimitSeconds', 600) * 1_000,
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Zero would remove what somebody still looks at. */
function readCount(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const count = config?.getOptionalNumber(key) ?? fallback;
  if (count > 0) return count;
  throw new InputError(
    `idpOrchestrator.${key} is ${count}: expected a number above 0`,
  );
}

function readEnvironments(
  config: Config | undefined,
  fallback: { environment: string; scriptsDirectory?: string },
): Record<string, EnvironmentConfig> {
  const configured = config?.getOptionalConfig('environments');
  const names = configured?.keys() ?? [fallback.environment];
  return Object.fromEntries(
    names.map(name => {
      const one = configured?.getOptionalConfig(name);
      const directory = required(
        one?.getOptionalString('scriptsDirectory') ?? fallback.scriptsDirectory,
        'scriptsDirectory',
        'the folder of the scripts (or set IDP_SCRIPTS_DIR)',
      );
      return [
        name,
        {
          title: one?.getOptionalString('title') ?? name,
          scriptsDirectory: path.resolve(directory),
          variables: readTexts(one?.getOptionalConfig('variables')),
          cluster: readClusterAccess(one, name),
        },
      ];
    }),
  );
}

function readChoice<T extends string>(
  config: Config | undefined,
  key: string,
  choices: readonly [T, ...T[]],
): T {
  const given = config?.getOptionalString(key) ?? choices[0];
  const choice = choices.find(known => known === given);
  if (choice) return choice;
  throw new InputError(
    `idpOrchestrator.${key} is ${given}: expected one of ${choices.join(', ')}`,
  );
}

function readTexts(config: Config | undefined): Record<string, string> {
  const names = config?.keys() ?? [];
  return Object.fromEntries(
    names.map(name => [name, String(config?.get(name))]),
  );
}

function required(
  value: string | undefined,
  key: string,
  expected: string,
): string {
  if (value) return value;
  throw new InputError(
    `idpOrchestrator.${key} is missing: expected ${expected}`,
  );
}
