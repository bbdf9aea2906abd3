import {
  createScriptBridge,
  type CatalogedScriptBridge,
  type ScriptBridgeOptions,
} from '../bridge';

export interface BridgeOptions {
  environments: ScriptBridgeOptions['environments'];
  folders: {
    /** One catalog for all environments; each has its own when absent. */
    scriptCatalog?: string;
    spoolDirectory: string;
  };
  /** How long scripts go on without a backend, and after they were told to end. */
  limits: { adoptionWindowMs: number; graceMs: number };
  /** By the names that the script catalog uses. */
  secrets: Record<string, string>;
  processEnvironment: NodeJS.ProcessEnv;
  /** What tells a script of the trace that it is part of. */
  traceEnvironment: ScriptBridgeOptions['traceEnvironment'];
}

/** The bridge to the scripts of all environments. */
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
