import type { Clock, ScriptAttempt } from '../ports';
import { systemClock } from '../waiting/systemClock';
import type { ScriptAccount } from './account';
import type { ScriptAction } from './catalog/ScriptEntry';

/** Says why an action could be started nowhere; undefined when it can, as far as is known before it is. */
export type UnplacedReason = (
  asked: { script: string; action: ScriptAction },
  environment: string,
) => string | undefined;

/** An environment as the bridge knows it: its scripts, and what they get. */
export interface ScriptEnvironment {
  scriptsDirectory: string;
  /** The variables that every script of the environment gets. */
  variables: Record<string, string>;
}

/** The settings of a bridge, as the composition makes them of the configuration. */
export interface ScriptBridgeOptions {
  environments: Record<string, ScriptEnvironment>;
  /** The catalog of all environments; each one's `<scriptsDirectory>/catalog.yaml` when absent. */
  catalogPath?: string;
  /** Says why an action could be started nowhere in an environment; that is not looked at when absent. */
  unplacedReason?: UnplacedReason;
  /** The folder in which attempts have their files; it must outlive the backend. */
  spoolDirectory: string;
  /** The secrets by the names that the catalog uses. */
  secrets: Record<string, string>;
  processEnvironment: NodeJS.ProcessEnv;
  /** The account that scripts run under; that of the backend when absent. */
  account?: ScriptAccount;
  /** Makes the variables that tell a script of the trace that it is part of; none when absent. */
  traceEnvironment?: (attempt: ScriptAttempt) => Record<string, string>;
  /** A script goes on for so long (ms) without a backend; 120,000 when absent. */
  adoptionWindowMs?: number;
  /** The time (ms) between TERM and KILL; 10,000 when absent. */
  graceMs?: number;
  /** The bytes of a line that are kept; 16 KiB when absent. */
  maxLineBytes?: number;
  /** The clock of the host when absent. */
  clock?: Clock;
  /** The bytes of an attempt's output that are kept; 100 MiB when absent. */
  maxOutputBytes?: number;
  /** Nothing is started with less room (bytes) on the disk of the spool; 64 MiB when absent. */
  minFreeBytes?: number;
}

/** The settings with all defaults filled in. */
export interface CompleteOptions extends ScriptBridgeOptions {
  adoptionWindowMs: number;
  graceMs: number;
  maxLineBytes: number;
  clock: Clock;
  maxOutputBytes: number;
  minFreeBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** Fills in the defaults. */
export function completeOptions(options: ScriptBridgeOptions): CompleteOptions {
  return {
    ...options,
    adoptionWindowMs: options.adoptionWindowMs ?? 120_000,
    graceMs: options.graceMs ?? 10_000,
    maxLineBytes: options.maxLineBytes ?? 16 * 1024,
    clock: options.clock ?? systemClock,
    maxOutputBytes: options.maxOutputBytes ?? 100 * MEBIBYTE,
    minFreeBytes: options.minFreeBytes ?? 64 * MEBIBYTE,
  };
}
