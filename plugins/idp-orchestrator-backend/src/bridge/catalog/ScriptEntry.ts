import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LaunchRecord } from '../supervisor/AttemptFiles';
import type { Passing } from './passing';
import type { PodSettings } from './runsOnSchema';

/** The way in which a script is asked for something: by an option, or not at all since it does it anyhow. */
export type Asking = { option?: string };

/** One thing that a script can do, with everything inherited filled in. */
export interface ScriptAction {
  name: string;
  /** Other names of it, as callers may have them. */
  aliases: string[];
  /** What stands first in its command line. */
  words: string[];
  title: string;
  description: string;
  risk: Risk;
  readOnly: boolean;
  /** Absent when it supports none. */
  dryRun?: Asking;
  /** Absent when what it prints is not JSON. */
  json?: Asking;
  timeoutMs: number;
  /** The bytes of its output that are kept; those of the engine when absent. */
  maxOutputBytes?: number;
  /** The names of the parameters that it takes. */
  parameters: string[];
  required: string[];
  /** The operations for which entities of Backstage's catalog may choose it. */
  controls: Array<'start' | 'stop'>;
  /** The names of the services whose state it changes. */
  touches: string[];
  /** The labels that its worker must have. */
  runsOn: string[];
  /** The pod of its own that it runs in; false for none, that of the environment when absent. */
  pod?: PodSettings | false;
  exitCodes: LaunchRecord['exitCodes'];
  /** The names of variables that are passed through from the backend's own environment. */
  environment: string[];
  /** The secrets' names in the configuration, by names in the script's environment. */
  secrets: Record<string, string>;
}

/** The JSON Schema of one parameter. */
export type ParameterSchema = Record<string, unknown>;

/** A script as the catalog lists it. */
export interface ScriptEntry {
  id: string;
  /** Other ids of it, as callers may have them. */
  aliases: string[];
  title: string;
  description: string;
  /** The path relative to the scripts directory of the environment. */
  script: string;
  defaultAction: string;
  risk: Risk;
  parameters: Record<string, ParameterSchema>;
  /** The way in which each parameter reaches the script. */
  passing: Record<string, Passing>;
  /** The names of parameters, by other names that callers may have. */
  parameterAliases: Record<string, string>;
  /** Whether `--` stands before positional arguments. */
  endOfOptions: boolean;
  /** The parameter that takes the name of the service which an action controls. */
  serviceParameter?: string;
  actions: ScriptAction[];
}
