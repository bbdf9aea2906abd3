import {
  createScriptBridge,
  type CatalogedScriptBridge,
  type ScriptBridgeOptions,
} from '../bridge';

export interface BridgeOptions {
  environments: ScriptBridgeOptions['environments'];
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
   * told to end.
   */
  limits: { adoptionWindowMs: number; graceMs: number };
  /** The secrets, by the names that the script catalog uses. */
  secrets: Record<string, string>;
  processEnvironment: NodeJS.ProcessEnv;
  /** Tells a script of the trace that it is part of. */
  traceEnvironment: ScriptBridgeOptions['traceEnvironment'];
}

/** Joins the bridge to the scripts of all environments. */
export function composeBridge(options: BridgeOptions): CatalogedScriptBridge {
  const { folders, limits } = options;
  return createScriptBridge({
    environments: options.environments,
    catalogPath: folders.scriptCatalog,
    spoolDirectory: folders.spoolDirectory,
    secrets: options.secrets,
    processEnvironment: options.processEnvironment,
    traceEnvironment: options.traceEnvironment,
    adoptionWindowMs: limits.adoptionWindowMs,
    graceMs: limits.graceMs,
  });
}
