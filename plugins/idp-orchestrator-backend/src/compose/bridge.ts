import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createScriptBridge,
  prepareAccount,
  type CatalogedScriptBridge,
  type ScriptAccount,
  type ScriptBridgeOptions,
  type ScriptEnvironment,
} from '../bridge';
import type { EnvironmentClusters } from '../cluster';
import type { OrchestratorConfig } from '../config/readConfig';
import {
  createPlaceCheck,
  createPodBridge,
  type EnvironmentPod,
} from '../pods';

export interface BridgeOptions {
  environments: Record<string, ScriptEnvironment & { pod?: EnvironmentPod }>;
  /** The clusters in which scripts run that are to have pods of their own. */
  clusters: EnvironmentClusters;
  folders: {
    /**
     * The path of one catalog for all environments; each has its own when
     * absent.
     */
    scriptCatalog?: string;
    spoolDirectory: string;
  };
  /**
   * The times for which scripts go on without a backend, and after they were
   * told to end; what is kept of their output, and what has to be free for it.
   */
  limits: Pick<
    ScriptBridgeOptions,
    'adoptionWindowMs' | 'graceMs' | 'maxOutputBytes' | 'minFreeBytes'
  >;
  /** The account that scripts run under; that of the backend when absent. */
  account?: ScriptAccount;
  /** The secrets, by the names that the script catalog uses. */
  secrets: Record<string, string>;
  processEnvironment: NodeJS.ProcessEnv;
  /** Tells a script of the trace that it is part of. */
  traceEnvironment: ScriptBridgeOptions['traceEnvironment'];
}

export interface ComposedAccountOptions {
  config: Pick<OrchestratorConfig, 'engine' | 'environments' | 'folders'>;
  processEnvironment: NodeJS.ProcessEnv;
  logger: LoggerService;
}

/**
 * Tries out the account that scripts are to run under; undefined where that is
 * the one of the backend.
 *
 * @throws InputError when scripts cannot run under it
 */
export async function composeAccount({
  config: { engine, environments, folders },
  processEnvironment,
  logger,
}: ComposedAccountOptions): Promise<ScriptAccount | undefined> {
  if (!engine.runAs) return undefined;
  return prepareAccount(engine.runAs, {
    spoolDirectory: folders.spoolDirectory,
    scriptsDirectories: Object.values(environments.byName).map(
      ({ scriptsDirectory }) => scriptsDirectory,
    ),
    path: processEnvironment.PATH,
    logger,
  });
}

/** Joins the bridge to the scripts of all environments. */
export function composeBridge(options: BridgeOptions): CatalogedScriptBridge {
  const { folders, limits, clusters } = options;
  const pods = Object.fromEntries(
    Object.entries(options.environments).map(([name, { pod }]) => [name, pod]),
  );
  const settings: ScriptBridgeOptions = {
    environments: options.environments,
    catalogPath: folders.scriptCatalog,
    unplacedReason: createPlaceCheck({ clusters, pods }),
    spoolDirectory: folders.spoolDirectory,
    account: options.account,
    secrets: options.secrets,
    processEnvironment: options.processEnvironment,
    traceEnvironment: options.traceEnvironment,
    adoptionWindowMs: limits.adoptionWindowMs,
    graceMs: limits.graceMs,
    maxOutputBytes: limits.maxOutputBytes,
    minFreeBytes: limits.minFreeBytes,
  };
  return createPodBridge({
    local: createScriptBridge(settings),
    options: settings,
    clusters,
    pods,
  });
}
