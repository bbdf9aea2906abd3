import type { ScriptAttempt } from '../ports';

export interface ScriptEnvironment {
  scriptsDirectory: string;
  /** Given to every script of the environment. */
  variables: Record<string, string>;
}

export interface ScriptBridgeOptions {
  environments: Record<string, ScriptEnvironment>;
  /** One catalog for all environments; each one's `<scriptsDirectory>/catalog.yaml` when absent. */
  catalogPath?: string;
  /** Where attempts have their files; must outlive the backend. */
  spoolDirectory: string;
  /** By the names that the catalog uses. */
  secrets: Record<string, string>;
  processEnvironment: NodeJS.ProcessEnv;
  /** What tells a script of the trace that it is part of; none when absent. */
  traceEnvironment?: (attempt: ScriptAttempt) => Record<string, string>;
  /** ms that a script goes on without a backend; 120,000 when absent. */
  adoptionWindowMs?: number;
  /** ms between TERM and KILL; 10,000 when absent. */
  graceMs?: number;
  /** How much of a line is kept; 16 KiB when absent. */
  maxLineBytes?: number;
}

export interface CompleteOptions extends ScriptBridgeOptions {
  adoptionWindowMs: number;
  graceMs: number;
  maxLineBytes: number;
}

export function completeOptions(options: ScriptBridgeOptions): CompleteOptions {
  return {
    ...options,
    adoptionWindowMs: options.adoptionWindowMs ?? 120_000,
    graceMs: options.graceMs ?? 10_000,
    maxLineBytes: options.maxLineBytes ?? 16 * 1024,
  };
}
